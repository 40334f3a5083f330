/** What the shell says of the house, before anything is asked: its name on the sign, and whether it is open yet. */
import { t } from '$lib/i18n';

const told = () => document.getElementById('app')?.dataset;

/** The name of the building; ours, in a house that has none yet. */
export const houseName = (): string => told()?.house ?? t.name;

/** Nobody has described this house yet: guests find no page of it. */
export const opensSoon = (): boolean => told()?.opensSoon !== undefined;
