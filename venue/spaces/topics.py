"""The topic `occupancy`: how full the house is, live."""

from venue.live.topics import Truth
from venue.people.actors import CREW, Actor
from venue.spaces.calendar import calendar
from venue.spaces.reading import read_house
from venue.spaces.telling import tell


class OccupancyTopic:
    """Key None is the default building, else a building's code. The crew twin has the numbers."""

    def read(self, key: str | None, *, crew: bool) -> Truth | None:
        """What `GET /api/v1/occupancy/` answers, from one statement."""
        house = read_house(key)
        return Truth(house.revision(), house.minute, tell(house, crew=crew)) if house else None

    def may_join(self, actor: Actor, key: str | None, *, crew: bool) -> bool:
        """Anyone hears the levels; the numbers are for the crew of that building."""
        building = calendar().building(key)
        return building is not None and (not crew or actor.has(*CREW, building=building.pk))
