"""What the guard proposes is right Dutch and says no more of somebody than the text did."""

import re

import pytest

from gesprek.privacy import Finding, Label, Level, guard, mask, scan
from scripts.privacy_meting import SENTENCES, TODAY, read

LABELLED = [one["text"] for one in read(SENTENCES)]
_TWO_ARTICLES = re.compile(
    r"\b(?:de|het|een|haar|zijn|mijn|onze|deze) (?:de|het|een|iemand|onze?)\b", re.IGNORECASE
)


def masked(text: str) -> str:
    return mask(text, scan(text, today=TODAY))


def difference(text: str) -> int:
    return text.count("(") - text.count(")")


@pytest.mark.parametrize(
    ("text", "neutral"),
    [
        ("EVVer Shanaya is met verlof.", "De EVVer is met verlof."),
        ("Shanaya is met verlof.", "Iemand is met verlof."),
        ("Ik sprak Priscilla (EVV) even.", "Ik sprak de EVV even."),
        ("Bel met Anja (EVV), Tim (fysio).", "Bel met de EVV, de fysio."),
        ("fysio Joris zegt dat hij kan lopen.", "De fysio zegt dat hij kan lopen."),
        ("Volgens de psych. Marleen is het rouw.", "Volgens de psych is het rouw."),
        ("Ilse van de nachtdienst zei niks.", "Iemand van de nachtdienst zei niks."),
        ("Mevrouw Brouwer van de gemeente belt.", "Iemand van de gemeente belt."),
        ("Collega Willemijn deed het anders.", "Een collega deed het anders."),
        ("Wendy, haar nichtje, helpt.", "Haar nichtje helpt."),
        ("Carla, de dochter, vindt dat ook.", "De dochter vindt dat ook."),
    ],
)
def test_a_carer_or_relative_never_becomes_the_client(text: str, neutral: str) -> None:
    assert masked(text) == neutral


@pytest.mark.parametrize(
    ("text", "neutral"),
    [
        ("pleegzus Amber haalt hem op.", "De pleegzus haalt hem op."),
        ("Oksana is er met haar zoontje Maksym.", "Iemand is er met haar zoontje."),
        ("haar dgtr Marieke belt", "haar dgtr belt"),
        ("Zijn ex Anita staat voor de deur.", "Zijn ex staat voor de deur."),
        ("haar jongste zus Ineke komt", "haar jongste zus komt"),
        ("De buurvrouw (Corrie) kookt.", "De buurvrouw kookt."),
        ("zijn dochters Ria en Petra komen", "zijn dochters komen"),
        ("De kleinkinderen: Sem, Lotte en Ties.", "De kleinkinderen."),
        ("Yasmina's broer bepaalt alles.", "De broer van de cliënt bepaalt alles."),
        ("Mw. Hendriks haar dochter Petra belt.", "De dochter van de cliënt belt."),
        ("Zoon Rob belt en zoon Kees niet.", "De zoon belt en een andere zoon niet."),
    ],
)
def test_a_relation_stays(text: str, neutral: str) -> None:
    assert masked(text) == neutral


@pytest.mark.parametrize(
    ("text", "neutral"),
    [
        ("als dhr Lansink boos wordt", "als de cliënt boos wordt"),
        ("de oude mevrouw Hooijer slaapt", "de oude cliënt slaapt"),
        ("de fam Oosterwijk is boos", "de familie is boos"),
        ("onze mw. Terpstra slaapt", "onze cliënt slaapt"),
        ("ons Marietje is weggelopen", "Iemand is weggelopen"),
        ("De zus die mw. Terpstra helpt.", "De zus die de cliënt helpt."),
        ("Morgen zijn mw. Terpstra en ik vrij.", "Morgen zijn de cliënt en ik vrij."),
        ("haar Jan is pas overleden", "haar naaste is pas overleden"),
        ("i.v.m. mw. Schouten is er overleg", "i.v.m. de cliënt is er overleg"),
        ("Casus: mw. Schouten slaapt.", "Casus: de cliënt slaapt."),
        ("Dochter: Anneke", "Dochter: [naam]"),
        ("Ze slaapt. mw. Schouten snurkt.", "Ze slaapt. De cliënt snurkt."),
        ("Mw. v.d. B. zit niet lekker.", "De cliënt zit niet lekker."),
        ("Ik bel mw. B. Zij is moe.", "Ik bel de cliënt. Zij is moe."),
        ("De heer en mevrouw Postma slapen.", "De cliënten slapen."),
        ("Dag mevrouw Veenstra, hoe gaat het?", "Dag mevrouw, hoe gaat het?"),
        ("Ali zegt nee. Ali is boos.", "Iemand zegt nee. Deze persoon is boos."),
        ("Fatima's kamer is vol.", "Iemands kamer is vol."),
        ("Hij heet Mustafa.", "Hij heet [naam]."),
        ("Groet, Marjolein", "Groet, [naam]"),
        ("Ik ben Petra.", "Ik ben [naam]."),
        ("oude meneer Blom is bang", "De oude cliënt is bang"),
        ("Zijn vrouw, mw. Smeets, belt.", "Zijn vrouw belt."),
        ("Mw. Pot wil iets anders dan dhr. Pot.", "De cliënt wil iets anders dan iemand anders."),
    ],
)
def test_the_words_for_somebody_fit_in_the_sentence(text: str, neutral: str) -> None:
    assert masked(text) == neutral


@pytest.mark.parametrize(
    ("text", "neutral"),
    [
        ("Hij wordt volgende maand tachtig.", "Hij wordt volgende maand een jaar ouder."),
        ("een jongen van 16 jaar", "een jongen van tienerleeftijd"),
        ("Zij is 15 jaar.", "Zij is een tiener."),
        ("Haar kind is 6 jaar.", "Haar kind is jong."),
        ("een meisje van 19 jaar", "een meisje van rond de twintig"),
        ("Een vrouw van bijna 80 met reuma.", "Een vrouw van in de tachtig met reuma."),
        ("Zij is 93 jaar oud.", "Zij is boven de negentig."),
        ("Een 34-jarige met psychoses.", "Een volwassene met psychoses."),
        ("Een 34-jarige vrouw.", "Een volwassen vrouw."),
        ("Kamer 4 klaagt.", "Een bewoner klaagt."),
        ("Kamer 4 is leeg.", "De kamer is leeg."),
        ("Medicatie voor kamer 3.", "Medicatie voor een bewoner."),
        ("Zij belt ziekenhuis Bernhoven.", "Zij belt het ziekenhuis."),
        ("Het ziekenhuis Bernhoven belt.", "Het ziekenhuis belt."),
        ("Zij ligt op kamer 15.", "Zij ligt op de kamer."),
        ("De vriendin van kamer 8 komt.", "De vriendin van [kamer] komt."),
        ("k12 en k14 slaan elkaar.", "Een bewoner en een andere bewoner slaan elkaar."),
        ("Zij verhuist naar appartement 110.", "Zij verhuist naar het appartement."),
        ("Mw. Terpstra, kamer 12, slaapt.", "De cliënt, [kamer], slaapt."),
        ("De gemeente Ede betaalt.", "De gemeente betaalt."),
        ("Hij komt uit Paramaribo.", "Hij komt uit het buitenland."),
        ("Post: 6711 AB Ede", "Post: [postcode] [plaats]"),
        ("Zij huurt via woningcorporatie De Sleutels.", "Zij huurt via de woningcorporatie."),
        ("Zij huurt van Woonbron.", "Zij huurt van een woningcorporatie."),
        ("In het Isala was het vol.", "In een ziekenhuis was het vol."),
        ("Onze hond Max is dood.", "Onze hond is dood."),
        ("Hij werkt bij bakkerij Vreugdenhil.", "Hij werkt bij de bakkerij."),
        ("Hij woont aan de Kerkweg 3 te Ede.", "Hij woont aan de [adres] in de regio."),
        ("Hospice Het Lichthuis belt.", "Het hospice belt."),
        ("Woont op locatie Zonnehof, afdeling De Wilgen.", "Woont op de locatie."),
        ("Dochter Marijke (06-23456789) belt.", "De dochter ([telefoonnummer]) belt."),
    ],
)
def test_the_words_for_a_fact_fit_in_the_sentence(text: str, neutral: str) -> None:
    assert masked(text) == neutral


def test_what_shows_only_in_the_masked_text_leaves_the_rest_of_the_words() -> None:
    first = Finding(0, 9, Label.NAME, Level.DIRECT, "De zuster")
    within = Finding(3, 13, Label.NAME, Level.MAYBE, "zuster")
    assert mask("Zr. Riets weg was.", guard._joined([first], [within])) == "De zuster was."


@pytest.mark.parametrize("text", LABELLED)
def test_no_masked_sentence_has_two_articles_half_a_bracket_or_no_capital(text: str) -> None:
    findings = scan(text, today=TODAY)
    neutral = mask(text, findings)
    assert len(_TWO_ARTICLES.findall(neutral)) <= len(_TWO_ARTICLES.findall(text))
    assert difference(neutral) == difference(text)
    if findings and findings[0].start == 0:
        assert not neutral[0].islower()


@pytest.mark.parametrize("text", ["Haar zoon Rob belt.", "Ik zag mw. Terpstra.", "Ali zegt nee."])
def test_every_other_choice_fits_as_well(text: str) -> None:
    [one] = scan(text, today=TODAY)
    assert one.label is Label.NAME
    assert one.alternatives
    for other in one.alternatives:
        changed = text[: one.start] + other + text[one.end :]
        assert not _TWO_ARTICLES.search(changed)
        assert changed[0].isupper()


def test_no_choice_says_that_somebody_is_born_in_an_age_or_becomes_one() -> None:
    for text in ("Zij is geboren op 12 mei 1938.", "Hij wordt volgende maand tachtig."):
        [one] = scan(text, today=TODAY)
        assert not [words for words in one.alternatives if words.startswith(("in de", "op leef"))]
