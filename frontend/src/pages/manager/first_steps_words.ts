/** The words of the first steps; keys as the house names them (`settings.FIRST_STEPS`). */
import { choose } from '$lib/i18n';

interface Step {
  name: string;
  why: string;
}

export const words = choose({
  fr: {
    opening: 'Ouvrir la maison',
    heading: 'Les premiers pas',
    left: (n: number) =>
      n === 1 ? 'Encore un pas avant le premier repas.' : `Encore ${n} pas avant le premier repas.`,
    done: 'fait',
    missing: 'à faire',
    begin: 'Faire ce pas',
    steps: {
      building: {
        name: 'Le bâtiment',
        why: 'Son nom et son adresse sont sur chaque page et chaque ticket, sa jauge protège tout le monde.',
      },
      legal_body: {
        name: 'La structure juridique',
        why: 'Les repas sont les siens : sa TVA, son journal, son fonds de solidarité.',
      },
      rooms: {
        name: 'Les salles, dont une cantine',
        why: 'Un service se tient dans une salle, et sa disposition dit combien de personnes y tiennent.',
      },
      hours: {
        name: 'Les horaires',
        why: 'Personne n’est invité à table quand la maison est fermée.',
      },
      costs: {
        name: 'Ce que coûte un repas',
        why: 'Le prix d’équilibre vient de vos chiffres ; sans eux, aucun repas ne peut ouvrir.',
      },
      menu: {
        name: 'Le premier menu et ses allergènes',
        why: 'Un plat se montre quand quelqu’un a répondu, de son prénom, pour les quatorze allergènes.',
      },
      sitting: {
        name: 'Le premier repas',
        why: 'Préparez-le, puis ouvrez-le : à cet instant on peut réserver.',
      },
      phones: {
        name: 'Les téléphones de l’équipe',
        why: 'Ils lisent les tickets à la porte et comptent qui est là. Un seul code les relie tous.',
      },
    } as Record<string, Step>,
  },
  en: {
    opening: 'Open the house',
    heading: 'The first steps',
    left: (n: number) =>
      n === 1 ? 'One more step before the first meal.' : `${n} more steps before the first meal.`,
    done: 'done',
    missing: 'to do',
    begin: 'Take this step',
    steps: {
      building: {
        name: 'The building',
        why: 'Its name and address are on every page and ticket, its cap protects everybody.',
      },
      legal_body: {
        name: 'The legal body',
        why: 'The meals are its own: its VAT, its journal, its solidarity fund.',
      },
      rooms: {
        name: 'The rooms, one of them a canteen',
        why: 'A sitting is held in a room, and its layout says how many people it holds.',
      },
      hours: {
        name: 'The opening hours',
        why: 'Nobody is asked to the table while the house is closed.',
      },
      costs: {
        name: 'What a meal costs',
        why: 'The equilibrium price comes from your figures; without them no meal can open.',
      },
      menu: {
        name: 'The first menu and its allergens',
        why: 'A dish is shown once somebody has answered, by name, for the fourteen allergens.',
      },
      sitting: {
        name: 'The first meal',
        why: 'Prepare it, then open it: from that moment it can be booked.',
      },
      phones: {
        name: 'The team’s phones',
        why: 'They read the tickets at the door and count who is there. One code pairs them all.',
      },
    } as Record<string, Step>,
  },
});
