/** What the person or phone at work here may open, once a page of the team has asked: the sign's links follow it. */
export const team = $state<{ roles: string[] }>({ roles: [] });
