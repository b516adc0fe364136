"""The fixed words that cases, leerpunten and needs are coded with."""

from enum import StrEnum


class Thema(StrEnum):
    """What a case is about; one or more each."""

    ZELF_DOEN = "zelf_doen"
    ZORGTECHNOLOGIE = "zorgtechnologie"
    TIJDEN_EN_FREQUENTIE = "tijden_en_frequentie"
    NAASTEN = "naasten"
    VEILIGHEID_EN_EIGEN_KEUZE = "veiligheid_en_eigen_keuze"
    ONVRIJWILLIGE_ZORG = "onvrijwillige_zorg"
    PERSOONLIJKE_VERZORGING = "persoonlijke_verzorging"
    GEDRAG_EN_GRENZEN = "gedrag_en_grenzen"
    LEEFSTIJL = "leefstijl"
    VERHUIZING = "verhuizing"
    LAATSTE_LEVENSFASE = "laatste_levensfase"
    ONVREDE = "onvrede"
    TAAL_CULTUUR_GELOOF = "taal_cultuur_geloof"
    GELD_EN_DAGINVULLING = "geld_en_daginvulling"


class Leerthema(StrEnum):
    """What a leerpunt is about; exactly one each."""

    OPENEN = "openen"
    LUISTEREN = "luisteren"
    DOORVRAGEN = "doorvragen"
    EMOTIE_EN_WEERSTAND = "emotie_en_weerstand"
    BOODSCHAP = "boodschap"
    OPTIES_EN_VOORKEUREN = "opties_en_voorkeuren"
    NAASTEN_BETREKKEN = "naasten_betrekken"
    GRENS_STELLEN = "grens_stellen"
    AFSPRAAK_MAKEN = "afspraak_maken"
    EIGEN_SPANNING = "eigen_spanning"


class Behoefte(StrEnum):
    """What people need from the organisation after the real conversation."""

    TIJD = "tijd"
    TRAINING = "training"
    BELEID = "beleid"
    MATERIAAL = "materiaal"
    ANDERS = "anders"


class Gespreksstap(StrEnum):
    """A step of the companion tool 'samen in gesprek', in order."""

    VOORBEREIDEN = "voorbereiden"
    SITUATIE = "situatie"
    BELANGRIJK = "belangrijk"
    MOGELIJKHEDEN = "mogelijkheden"
    BESLUIT = "besluit"
    TERUGKOMEN = "terugkomen"


class Observatiepunt(StrEnum):
    """A behaviour on the observation list."""

    DOEL_EN_TIJD = "doel_en_tijd"
    OPEN_VRAAG = "open_vraag"
    STILTE = "stilte"
    NIET_ONDERBREKEN = "niet_onderbreken"
    SAMENVATTEN = "samenvatten"
    EMOTIE_BENOEMEN = "emotie_benoemen"
    WEERSTAND_TERUGGEVEN = "weerstand_teruggeven"
    AANNAMES_NAVRAGEN = "aannames_navragen"
    TOESTEMMING_VOOR_ADVIES = "toestemming_voor_advies"
    WAT_BELANGRIJK_IS = "wat_belangrijk_is"
    MEER_MOGELIJKHEDEN = "meer_mogelijkheden"
    GEWONE_WOORDEN = "gewone_woorden"
    NAASTE_BETROKKEN = "naaste_betrokken"
    AFSPRAAK = "afspraak"


class AndereStap(StrEnum):
    """Another way on when the practice did not help enough."""

    NOG_EENS_OEFENEN = "nog_eens_oefenen"
    SAMEN_GAAN = "samen_gaan"
    ADVISEUR = "adviseur"
    ANDERS = "anders"
