"""Hypothesis strategies: valid oefeningen in both forms, with any roles and any progress."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from gesprek.domain.dates import TIME_ZONE
from gesprek.domain.gesprek import (
    LONGEST_ROUND,
    SHORTEST_ROUND,
    Gesprek,
    Gezien,
    Markering,
    Observatie,
    Ronde,
    TimeOut,
)
from gesprek.domain.oefening import Casus, Casusveld, Oefening, Schermdeel
from gesprek.domain.preparation import Inleven, Voorbereiding, Voorbereidingswijze, Vraag
from gesprek.domain.stappen import Stap
from gesprek.domain.terugblik import (
    Beurt,
    Feedback,
    Feedbacksoort,
    Leerpunt,
    Meenemer,
    Terugblik,
    Terugkijkvraag,
)
from gesprek.domain.themas import (
    AndereStap,
    Behoefte,
    Gespreksstap,
    Leerthema,
    Observatiepunt,
    Thema,
)
from gesprek.domain.vervolg import (
    Dagkaart,
    Hulp,
    PlanGebruikt,
    Vervolg,
    Vervolgstaat,
    Vervolgvraag,
    Verwachting,
)
from gesprek.domain.werkvormen import (
    MAX_DEELNEMERS,
    MAX_VOORBESPREKEN,
    MEETING_LENGTHS,
    TEN_MINUTES,
    Rol,
    Werkvorm,
)
from tests.support.builders.oefeningen import NOW, TODAY

AWKWARD = (
    "",
    "   \n\t ",
    "👩🏽‍⚕️ 🙂",
    "שלום \u200fאבא",
    "مرحبا \u2067abc\u2069",
    "<b onclick='x()'>vet</b><script>alert(1)</script>",
    "# kop [link](https://voorbeeld.nl) ![beeld](x) :red[rood] $x^2$",
    "voor\x00na",
    "\x00",
    "half \ud83d teken \udc00",
    "regel 1\r\nregel 2\rregel 3",
    "e\u0301e\u0301n",
    "\u202eomgekeerd",
    "\u200b\ufeff",
)

ids = st.integers(0, 0xFFFFFF).map("{:06X}".format)
teksten = st.sampled_from(AWKWARD) | st.text(max_size=5)
any_text = st.text(st.characters(exclude_categories=()), max_size=60)
# Drawn as one number each: five times faster than st.datetimes, st.timedeltas and st.dates.
_minutes = st.integers(-500_000, 500_000)
moments = _minutes.map(lambda count: NOW + timedelta(minutes=count)) | _minutes.map(
    lambda count: (NOW + timedelta(minutes=count)).astimezone(TIME_ZONE)
)
days = st.integers(-400, 400).map(lambda count: TODAY + timedelta(days=count))
_lengths = st.integers(0, 300).map(lambda seconds: timedelta(seconds=seconds))
rols = st.sampled_from(Rol)
werkvormen = st.sampled_from(Werkvorm)
any_rollen = st.dictionaries(ids, rols, max_size=MAX_DEELNEMERS + 2)


def max_people(werkvorm: Werkvorm) -> int:
    """Return how many people a form has room for."""
    return MAX_VOORBESPREKEN if werkvorm is Werkvorm.VOORBESPREKEN else MAX_DEELNEMERS


@st.composite
def rollen_for(draw: st.DrawFn, werkvorm: Werkvorm) -> dict[str, Rol]:
    """Draw a division of roles that the form accepts."""
    people = draw(st.lists(ids, min_size=2, max_size=max_people(werkvorm), unique=True))
    extra = [Rol.OBSERVANT] * (len(people) - 2)
    if extra and werkvorm is Werkvorm.ROLLENSPEL and draw(st.booleans()):
        extra[-1] = Rol.BEGELEIDER
    in_order = [Rol.INBRENGER, Rol.CLIENTROL, *extra]
    return dict(zip(draw(st.permutations(people)), in_order, strict=True))


@st.composite
def divisions(draw: st.DrawFn) -> tuple[Werkvorm, dict[str, Rol]]:
    """Draw a form with a division that it accepts."""
    werkvorm = draw(werkvormen)
    return werkvorm, draw(rollen_for(werkvorm))


_observaties = st.dictionaries(
    st.sampled_from(Observatiepunt),
    st.builds(Observatie, gezien=st.none() | st.sampled_from(Gezien), citaat=teksten),
    max_size=3,
)
_kijklijsten = st.dictionaries(ids, _observaties, max_size=2)


@st.composite
def ronden(draw: st.DrawFn, started: datetime) -> Ronde:
    """Draw a stopped round with time-outs one after the other."""
    gaps = draw(st.lists(_lengths, max_size=4))
    moment, time_outs = started, {}
    for number, (until, length) in enumerate(zip(gaps[::2], gaps[1::2], strict=False)):
        begin, moment = moment + until, moment + until + length
        time_outs[f"T{number}"] = TimeOut(started=begin, stopped=moment)
    stopped = moment + draw(_lengths)
    return Ronde(
        started=started,
        stopped=stopped,
        time_outs=time_outs,
        herkansing=draw(st.booleans()),
        fragment=draw(teksten),
        notitie=draw(teksten),
        observaties=draw(_observaties),
        kijklijsten=draw(_kijklijsten),
    )


@st.composite
def gesprekken(draw: st.DrawFn) -> Gesprek:
    """Draw step 5: no round, some, or some of which the last one runs."""
    moment = draw(moments).astimezone(UTC)
    rondes: dict[str, Ronde] = {}
    for number in range(draw(st.integers(0, 3))):
        ronde = draw(ronden(moment))
        rondes[f"R{number}"] = ronde
        moment = (ronde.stopped or moment) + timedelta(minutes=1)
    is_running = draw(st.booleans())
    if rondes and is_running:
        last = max(rondes)
        rondes[last] = rondes[last].changed(stopped=None)
    return Gesprek(
        rondes=rondes,
        kaarten=draw(st.dictionaries(st.sampled_from(Gespreksstap), st.booleans(), max_size=3)),
        observaties=draw(_observaties),
        kijklijsten=draw(st.just({}) | _kijklijsten),
        markeringen=draw(st.just({}) | st.dictionaries(ids, _markeringen(rondes), max_size=2)),
        ronde_minuten=draw(st.integers(SHORTEST_ROUND, LONGEST_ROUND)),
        uit_de_rol=draw(st.booleans()),
    )


def _markeringen(rondes: Mapping[str, Ronde]) -> st.SearchStrategy[Markering]:
    where = st.sampled_from([*rondes, "R0"])
    return st.builds(
        Markering, ronde=where, seconde=st.integers(0, 900), tekst=teksten, van=st.just("") | ids
    )


casussen = st.builds(
    Casus,
    onderwerp=teksten,
    client=teksten,
    geboden_zorg=teksten,
    wijziging=teksten,
    knelpunten=teksten,
    verteld=st.dictionaries(st.sampled_from(Casusveld), st.booleans(), max_size=3),
    themas=st.lists(st.sampled_from(Thema), unique=True, max_size=3).map(tuple),
    leervraag=teksten,
)

terugblikken = st.builds(
    Terugblik,
    verteld=st.dictionaries(st.sampled_from(Beurt), st.booleans(), max_size=6),
    ervaringen=st.dictionaries(st.sampled_from(Beurt), teksten, max_size=3),
    feedback=st.dictionaries(
        ids,
        st.builds(
            Feedback,
            soort=st.sampled_from(Feedbacksoort),
            tekst=teksten,
            gedrag=st.none() | st.sampled_from(Observatiepunt),
            bij_leervraag=st.booleans(),
            van=st.just("") | ids,
            bij_markering=st.just("") | ids,
        ),
        max_size=2,
    ),
    meenemer=st.builds(Meenemer, als=teksten, dan=teksten),
    voldoende_geholpen=st.none() | st.booleans(),
    andere_stappen=st.lists(st.sampled_from(AndereStap), unique=True, max_size=2).map(tuple),
    afspraken=teksten,
    leerpunten=st.dictionaries(
        ids,
        st.builds(
            Leerpunt,
            rol=rols,
            leerthema=st.sampled_from(Leerthema),
            tekst=teksten,
            van=st.just("") | ids,
        ),
        max_size=2,
    ),
    besproken_beurt=st.none() | st.sampled_from(Beurt),
    hoe_keken_we=st.dictionaries(st.sampled_from(Terugkijkvraag), st.booleans(), max_size=3),
)


_dagkaarten = st.just(Dagkaart()) | st.builds(
    Dagkaart, zin_1=teksten, zin_2=teksten, zin_3=teksten, bij_lastig=teksten
)


@st.composite
def vervolgen(draw: st.DrawFn) -> Vervolg:
    """Draw step 7 in a state that its functions can bring about."""
    staat = draw(st.none() | st.sampled_from(Vervolgstaat))
    had = staat in (Vervolgstaat.GEWEEST, Vervolgstaat.AFGEROND)
    day = draw(days)
    answer = draw(st.sampled_from(Verwachting))
    return Vervolg(
        staat=staat,
        gesprek_op=day if had or (staat and draw(st.booleans())) else None,
        verwachting=draw(st.none() | st.sampled_from(Verwachting)),
        hoe_ging_het=answer if staat is Vervolgstaat.AFGEROND else None,
        besproken=draw(st.dictionaries(st.sampled_from(Vervolgvraag), st.booleans(), max_size=2)),
        notitie=draw(teksten),
        plan_gebruikt=draw(st.none() | st.sampled_from(PlanGebruikt)),
        hielp=tuple(draw(st.lists(st.sampled_from(Hulp), unique=True, max_size=2))),
        dagkaart=draw(_dagkaarten),
        behoeften=tuple(draw(st.lists(st.sampled_from(Behoefte), unique=True, max_size=2))),
        behoeften_delen=draw(st.booleans()),
        closed=day + timedelta(days=draw(st.integers(0, 30))) if _is_closed(staat) else None,
    )


def _is_closed(staat: Vervolgstaat | None) -> bool:
    return staat in (Vervolgstaat.AFGEROND, Vervolgstaat.NIET_DOORGEGAAN)


@st.composite
def oefeningen(draw: st.DrawFn) -> Oefening:
    """Draw an oefening in any state: roles may be missing, steps half done."""
    werkvorm, rollen = draw(divisions())
    absent = draw(st.sets(st.sampled_from(sorted(rollen)), max_size=2))
    present = {person: rol for person, rol in rollen.items() if person not in absent}
    numbers = sorted(draw(st.tuples(st.integers(0, 6), st.integers(0, 6))))
    return Oefening(
        id=draw(ids),
        team=draw(ids),
        leider=draw(st.just("") | ids | st.sampled_from(sorted(rollen))),
        scherm=tuple(draw(st.lists(st.sampled_from(Schermdeel), unique=True))),
        created=draw(moments),
        werkvorm=werkvorm,
        gepland_op=draw(st.none() | moments),
        plaats=draw(teksten),
        minuten=draw(st.sampled_from((*MEETING_LENGTHS, TEN_MINUTES))),
        rollen=present,
        stap=tuple(Stap)[numbers[0]],
        verst=tuple(Stap)[numbers[1]],
        voorbereiding=Voorbereiding(
            wijze=draw(st.none() | st.sampled_from(Voorbereidingswijze)),
            gelezen=dict.fromkeys(present, draw(st.booleans())),
        ),
        casus=draw(st.just(Casus()) | casussen),
        inleven=draw(st.just(Inleven()) | _inleven(rollen)),
        gesprek=draw(st.just(Gesprek()) | gesprekken()),
        terugblik=draw(st.just(Terugblik()) | terugblikken),
        vervolg=draw(st.just(Vervolg()) | vervolgen()),
    )


def _inleven(rollen: Mapping[str, Rol]) -> st.SearchStrategy[Inleven]:
    people = st.sampled_from(sorted(rollen))
    return st.builds(
        Inleven,
        klaar=st.dictionaries(people, st.booleans()),
        eigen=st.dictionaries(people, teksten, max_size=2),
        vragen=st.dictionaries(ids, st.builds(Vraag, vraag=teksten, antwoord=teksten), max_size=2),
        brief=teksten,
        kijkpunten=st.lists(st.sampled_from(Observatiepunt), unique=True, max_size=3).map(tuple),
    )
