"""Grammar of French that is not words: futures that tell a goal, requests with the articles that they take.

French counts by twenties after 60 and 80; the engine composes that ("soixante et onze", "quatre-vingt-dix").
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator
from datetime import MINYEAR, date

from extractors.candidates import Candidate
from extractors.link_base import View
from extractors.linking import Linker
from schemas.codes import Base
from schemas.reference import provinces

# Stems of the future and the conditional of verbs that such news says of goals, and their endings.
_FUTURE_STEMS = """
    accroîtr accueiller achever adhérer aider améliorer atteindr attirer augmenter avoisiner baisser
    bénéficier collecter compter concentrer construir continuer contribuer convaincr cotiser couvrir créer
    décaisser dépasser descendr développer diminuer disposer distribuer effectuer encaisser enregistrer étendr
    faudr fer finaliser fournir garantir générer injecter intensifier investir lancer maintiendr mettr mobiliser
    multiplier offrir organiser parachever parrainer participer parviendr passer porter poursuivr
    posséder progresser ramener raccorder réaliser recevr recouvrer réduir régler remettr remplir renforcer
    représenter réserver résoudr rester soutiendr souscrir terminer totaliser toucher traiter verser viser
    """
_FUTURE_ENDINGS = ("a", "ont", "ons", "ait", "aient")
_IN_TIME = ("dans le délai", "dans les délais", "dans les temps", "à temps", "avant terme", "avant le délai")
# What was managed is done, though its verb could tell a goal: "a réussi à mobiliser".
_MANAGED = (
    "a réussi à", "ont réussi à", "avons réussi à", "est parvenu à", "est parvenue à", "sont parvenus à", "sont parvenues à", "a pu", "ont pu",
    "a permis de", "ont permis de", "a permis d'", "ont permis d'", "permettant de", "a su", "ont su", "a aidé à", "ont aidé à", "a contribué à",
    "ont contribué à", "a servi à", "ce qui a permis de", "n'a pas permis de", "n'a pu",
)  # fmt: skip
_INTENTIONS = ("compte", "comptent", "comptons", "comptait", "comptaient")
_INFINITIVES = """
    accueillir achever amener arriver atteindre attirer avoir augmenter collecter construire couvrir créer
    décaisser dépasser descendre développer encaisser étendre faire finir installer mobiliser mettre offrir
    organiser parvenir passer porter raccorder ramener réaliser recruter recouvrer réduire relever remettre
    terminer tripler doubler verser
    """

# Social insurance by its names, which a page may leave Vietnamese, as a choice or a duty; and the agency's.
_SOCIAL = ("bhxh", "bảo hiểm xã hội", "assurance sociale", "assurances sociales", "sécurité sociale")
_FREELY = (
    "d'eux-mêmes",
    "d'elles-mêmes",
    "de lui-même",
    "d'elle-même",
    "librement",
    "de leur plein gré",
    "de son plein gré",
    "de plein gré",
    "volontairement",
    "à titre volontaire",
    "à titre facultatif",
)
_CHOSEN = (
    "volontaire", "volontaires", "facultative", "facultatives", "facultatif", "optionnelle", "à titre volontaire",
    "à titre facultatif", "de façon volontaire", "de manière volontaire", "sur une base volontaire", "volontairement",
)  # fmt: skip
_BY_DUTY = ("obligatoire", "obligatoires", "à titre obligatoire")
_OF_AGENCY = (
    "provinciale", "provinciales", "de la province", "du vietnam", "vietnamienne", "de base", "municipale", "régionale", "de la ville",
    "locale", "du district", "de la commune", "interdistricts", "intercommunale",
)  # fmt: skip
# What belongs to the agency: "directeur de l'assurance sociale", "numéro d'assurance sociale".
_AGENCY_NOUNS = """
    caisse caisses agence agences organisme organismes organe organes secteur branche système service services bureau
    bureaux autorités directeur directrice directeurs fonctionnaires agents personnel siège représentant représentants
    numéro numéros code codes
    """
_AGENCY_OF = (
    "d'assurance sociale", "de l'assurance sociale", "des assurances sociales", "assurance sociale", "de sécurité sociale",
    "de la sécurité sociale",
)  # fmt: skip
_OFFICES = (("caisse", "caisses", "agence", "agences", "antenne"),
            ("provinciale", "municipale", "régionale", "locale", "locales", "sociale", "de la ville", "du district", "de base"))  # fmt: skip
_LAWS = (
    ("loi sur", "lois sur", "loi de 2024 sur"),
    ("l'assurance maladie", "l'assurance sociale", "l'assurance chômage", "les assurances sociales"),
)
# A province to which something leads, or with which the one at hand was joined, is not where a figure is.
_TOWARD = (
    "vers", "en direction de", "à destination de", "agrandie de", "agrandi de", "élargie de", "élargi de", "fusionnée avec",
    "fusionné avec", "limitrophe de", "frontalière de", "grossie de", "augmentée de",
    "originaire de", "originaires de", "en provenance de", "venus de", "venues de", "venu de", "travailler à", "travaillant à",
    "bienfaiteurs de", "donateurs de", "mécènes de", "bénévoles de", "philanthropes de", "touristes de", "visiteurs de",
)  # fmt: skip
_CITIES = ("hanoï", "hô chi minh-ville", "hô chi minh ville", "saïgon", "dà nang", "huê", "haïphong", "cân tho")  # fmt: skip
_MODALS = "doit", "doivent", "devra", "devront", "devrait", "devraient"
# What contributions may be: late, unpaid. And what is denied: neither covered nor card holders.
_LATE = (
    "retard",
    "retards",
    "taux de retard",
    "arriéré",
    "arriérés",
    "impayés",
    "dette",
    "dettes",
    "défaut",
    "défauts",
    "non-paiement",
)
_LATE_IN = (
    "de",
    "des",
    "de paiement des",
    "de versement des",
    "dans le paiement des",
    "dans le versement des",
    "du paiement des",
    "sur les",
)
_DENIED = (
    "ne reçoivent", "ne perçoivent", "ne touchent", "ne reçoit", "ne détiennent", "ne souscrivent", "ne sont", "n'étaient", "n'ont", "n'avaient", "ne participent", "n'adhèrent", "ne disposent", "ne bénéficient", "ne possèdent", "ne détiennent",
)  # fmt: skip
# One month, or time, singled out; and what is set against another time.
_ONE_MONTH = (
    "dans le courant du",
    "courant du",
    "pendant le",
    "lors du",
    "rien qu'au",
    "pour le",
    "au cours du",
    "durant le",
    "sur le",
    "pour le seul",
    "au cours du seul",
    "durant le seul",
    "sur le seul",
)
_ALONE = (
    "rien qu'en",
    "rien qu'au",
    "rien qu'au cours de",
    "rien qu'au cours du",
    "rien que pour",
    "rien que sur",
    "uniquement en",
    "seulement en",
)
_MORE_THAN = ("de plus", "de moins", "de mieux", "plus élevé", "plus élevée")
_THAN = (
    "qu'à",
    "qu'en",
    "qu'au",
    "que",
    "que l'année dernière",
    "que l'an dernier",
    "que l'année précédente",
)
# What was assigned: "98 % du plan annuel assigné par …" is a share of a plan and tells no goal.
_PLANS = (
    "du plan", "du plan annuel", "du plan de l'année", "de l'objectif", "de l'objectif annuel", "de l'objectif de l'année", "des objectifs",
    "des objectifs annuels", "de la cible", "de la cible annuelle", "des prévisions", "des prévisions annuelles", "du quota", "de la tâche",
    "des tâches", "du chiffre", "de l'indicateur", "des indicateurs", "de son plan", "de son objectif", "au plan", "à l'objectif",
    "au plan annuel", "à l'objectif annuel", "du budget", "du capital", "des capitaux", "de l'estimation", "des estimations",
)  # fmt: skip
# The whole of the running year; with a word behind it, another one.
_ALL_YEAR = (
    "au cours de l'année", "durant l'année", "pendant l'année", "tout au long de l'année", "sur l'ensemble de l'année", "sur toute l'année",
    "pour l'année entière", "sur l'année entière", "pour toute l'année", "de toute l'année", "pour l'ensemble de l'année", "dans l'année",
)  # fmt: skip
_OTHER_YEAR = (
    ("past_year", ("dernière", "écoulée", "précédente", "passée")), ("next_year", ("prochaine", "suivante", "à venir")),
    ("school_year", ("scolaire", "universitaire", "académique")), ("this_year", ("en cours", "courante", "entière")),
)  # fmt: skip

# Dues that the name of a scheme narrows: "la cotisation maladie".
_OF_SCHEME: tuple[tuple[str, str], ...] = (
    ("maladie", "health_insurance"), ("santé", "health_insurance"), ("chômage", "unemployment_insurance"),
    ("retraite", "social_insurance"), ("vieillesse", "social_insurance"),
)  # fmt: skip
_DUES = (
    "cotisation",
    "cotisations",
    "prime",
    "primes",
    "contribution",
    "contributions",
    "affiliation",
    "adhésion",
)
# From when on something holds dates neither figures nor tasks.
_TAKES_EFFECT = (
    "prend effet", "prendra effet", "prennent effet", "prendront effet", "prenant effet", "entre en vigueur", "entrera en vigueur",
    "entrent en vigueur", "entreront en vigueur", "entrant en vigueur", "entrée en vigueur", "s'applique", "s'appliquera", "s'appliquent",
    "applicable", "applicables",
)  # fmt: skip
# The same time a year ago.
_SAME_TIME = ("même période", "même date", "même époque", "même moment", "même stade")
_YEAR_AGO = (
    "de l'an dernier", "de l'année dernière", "de l'an passé", "de l'année passée", "de l'année précédente", "de l'an précédent",
    "de l'exercice précédent",
)  # fmt: skip
# What is said opens a clause of its own with "que": "indique qu'en onze mois" compares nothing.
_SAYING = """
    indique indiquent indiquant indiqué précise précisent précisant précisé annonce annoncent annonçant annoncé souligne soulignent
    soulignant souligné ajoute ajoutant ajouté note notent notant noté rappelle rappellent rappelant rappelé affirme affirmant affirmé
    explique expliquent expliquant expliqué estime estiment estimant estimé relève relèvent relevant relevé signale signalent signalant
    signalé rapporte rapportent rapporté révèle révèlent révélé montre montrent montrant montré constate constatent constaté déclare
    déclarent déclaré confirme confirment confirmé assure assurent assuré raconte racontent raconté savoir informe informé
    """
# Of whom a poll asks is no audience.
_POLLED = """
    enquête sondage menée mené réalisée réalisé effectuée effectué conduite conduit menées réalisées interrogation évaluation
    """

# Verbs of request: those that take "à" before the body asked, and those whose object it is.
_ASKED_WITH_A = (
    "demander", "assigner", "confier", "ordonner", "demande", "demandent", "demandait", "demandant", "a demandé", "ont demandé", "avait demandé", "ordonne", "a ordonné",
    "recommande", "a recommandé", "prescrit", "a prescrit", "enjoint", "a enjoint", "confie", "a confié", "confié", "impose",
    "a imposé", "exige", "exigent", "a exigé", "suggère", "a suggéré", "propose", "a proposé", "rappelle", "assigne", "a assigné", "assigné",
    "il revient", "il incombe", "incombe", "incombent", "il appartient",
)  # fmt: skip
_ASKED_DIRECTLY = (
    "charge", "chargent", "charger", "a chargé", "ont chargé", "chargeant", "invite", "invitent", "a invité", "ont invité",
    "invitant", "exhorte", "a exhorté", "appelle", "a appelé", "a sommé", "a instruit", "a mandaté",
    "prie", "prient", "a prié", "ont prié", "presse", "pressent", "a pressé", "a enjoint", "somme",
)  # fmt: skip
_ASKED_OF = (
    "exige",
    "exigent",
    "a exigé",
    "attend",
    "attendent",
    "attendu",
    "attendue",
    "attendus",
    "attendues",
)
_ALSO = (
    "également",
    "aussi",
    "instamment",
    "notamment",
    "en outre",
    "par ailleurs",
    "donc",
    "ainsi",
    "vivement",
    "expressément",
)
"""Adverbs within a verb of request: "a également demandé aux communes"."""
_TO = ("à", "au", "aux", "que", "à ce que", "à tous", "à toutes")
_OBJECTS = ("le", "la", "les", "l'", "chaque", "tous", "toutes")


# Infinitives before which the name of the body asked is over: "a demandé au Département des Finances de verser".
_TASKS = """
    accélérer accompagner accorder actualiser adopter afficher aider ajuster améliorer analyser appliquer approuver
    assurer atteindre avancer clôturer collaborer communiquer compléter concentrer conclure conseiller consolider
    continuer contrôler convoquer coordonner corriger créer décider déclarer définir délivrer démarrer déployer
    désigner détacher diffuser diminuer diriger distribuer effectuer élaborer élargir encourager engager enquêter
    entreprendre envoyer établir étudier évaluer examiner exécuter exploiter faciliter finaliser fixer fournir garantir
    gérer guider identifier informer inscrire inspecter instruire intégrer intensifier introduire inviter lancer
    lever libérer livrer maintenir mener mettre mobiliser moderniser multiplier négocier nettoyer numériser obtenir
    ordonner ouvrir parachever parfaire participer payer percevoir perfectionner planifier poursuivre préparer
    présenter présider prendre procéder produire promouvoir promulguer proposer protéger publier rapporter rassembler
    recenser recevoir rechercher recueillir régler remédier remplacer rencontrer rendre renforcer répondre résoudre
    respecter restituer réunir réviser revoir saisir se sensibiliser servir simplifier soumettre soutenir suivre
    superviser sanctionner synthétiser tenir tirer traiter transférer transmettre travailler trouver utiliser
    bloquer geler fermer couper vacciner valider veiller vérifier verser viser abaisser aborder abroger acheminer acheter acquérir acquitter adapter
    adhérer administrer affecter agir aligner allouer annoncer anticiper apporter apprendre apurer arrêter attribuer
    auditer autoriser avertir bâtir boucler calculer chercher choisir combiner commencer comparer compenser conduire
    confirmer connecter considérer constituer consulter convaincre correspondre créditer débloquer débourser défendre
    demander dépenser déposer dépister devancer disposer documenter donner doter dresser éliminer embaucher émettre
    empêcher emprunter enregistrer entretenir équilibrer équiper éradiquer essayer éviter examiner expérimenter
    expliquer exprimer favoriser former formuler fusionner généraliser hâter honorer implanter imposer inaugurer inciter
    inclure indemniser indiquer initier installer instaurer insister intervenir investir justifier juger limiter lutter
    maîtriser mesurer migrer mieux motiver ne nommer noter notifier occuper œuvrer opérer orienter parler partager
    perdre permettre persuader placer plaider pourvoir pousser pratiquer préciser prévenir prévoir prioriser privilégier
    prolonger promettre propager punir rapprocher rattacher réagir réaffirmer réceptionner reconnaître reconstruire
    rédiger redoubler réexaminer référer réfléchir refuser regrouper rejoindre relier rembourser remédier rénover
    repérer reporter reprendre requérir résorber restaurer restructurer résumer retirer rétablir retourner réussir
    sauvegarder satisfaire sécuriser sélectionner signaler signer solder solliciter souscrire stabiliser statuer
    stimuler structurer surmonter surveiller susciter tester toucher unir urger user vendre visiter vulgariser
    planter semer arroser reboiser curer paver bitumer goudronner électrifier raser démolir reloger déplacer louer
    tracer creuser poser monter remonter peser compter trier ramasser incinérer éclairer signaliser baliser sonder
    cartographier homologuer certifier éditer imprimer photographier filmer héberger nourrir soigner opérer désinfecter
    abattre isoler contenir endiguer draguer pêcher immatriculer marquer étiqueter exporter importer accréditer muter
    licencier titulariser embarquer appuyer épauler doubler tripler élever hausser rehausser freiner ralentir juguler
    éteindre activer archiver authentifier bétonner border câbler canaliser capturer clore coder cultiver décentraliser
    dégager délimiter désenclaver désenvaser détecter déterminer détruire digitaliser drainer échanger écouler émanciper
    enfouir enlever enterrer étoffer évacuer éveiller expulser forer fouiller grouper imputer inonder interconnecter
    interdire irriguer jumeler labelliser loger mécaniser mutualiser notariser nouer parcourir peindre percer piloter
    pomper potabiliser purifier raccourcir rafraîchir raser récolter recruter recycler remblayer remorquer rénover
    répartir répertorier réquisitionner rouvrir scanner scolariser sceller sécher sevrer stocker subventionner tarifer
    titrer transformer transporter végétaliser verbaliser verdir vidanger
    """


_INFINITIVE_TASKS = frozenset((_TASKS + _INFINITIVES).split())
_TENS = (("vingt", 20), ("trente", 30), ("quarante", 40), ("cinquante", 50), ("soixante", 60))


# Verbs with which the clause goes on behind the name of a body asked by "que".
_CLAUSE_VERBS = """
    achèvent aient appliquent assurent atteigne atteignent communiquent complètent concluent décaissent envoient
    établissent évaluent exécutent fassent finalisent fournissent mettent mobilisent paient prennent présentent
    publient rapportent réduisent règlent remettent rendent soient soit soumettent terminent transmettent veillent
    versent vérifient font fait mettent met prennent prend tiennent tient rendent rend
"""


# Any future tense: what is said to come is a goal, and binds the body that is its subject.
_FUTURE_ENDS = (
    "era",
    "eront",
    "ira",
    "iront",
    "dra",
    "dront",
    "tra",
    "tront",
    "vra",
    "vront",
    "rra",
    "rront",
    "ura",
    "uront",
    "oira",
)
_NO_FUTURE = """
    opéra opéras caméra caméras choléra extra ultra intra contra tiramisu cobra fibra libra sutra tantra sierra terra infra supra
    aura vera pourra pourront saura sauront vaudra vaudront deviendra deviendront
    """

# Changes: the verbs that tell a rise or a fall, with the forms that stand before "de" and a figure.
_FALLS = "réduire baisser diminuer reculer chuter régresser décliner plonger dégringoler fondre fléchir faiblir décroître perdre rétrécir"
_RISES = "augmenter progresser grimper bondir croître gagner grossir remonter"
_FUTURE_OF_CHANGE = ("a", "ont", "ait", "aient")
_IRREGULAR_FORMS = {
    "réduire": "réduit réduisent réduisait réduisant",
    "fondre": "fond fondent fondu fondait fondant",
    "décroître": "décroît décroissent décru décroissait décroissant",
    "croître": "croît croissent crû croissait croissant",
    "perdre": "perd perdent perdu perdait perdant",
}


# "… possèdent leur carte": having a card is taking part.
_HAVING = """
    possède possèdent possédait possédaient possédant détient détiennent détenait détenaient détenant a ont avait avaient ayant ait aient
    """
_PROVIDED = ("dispose", "disposent", "disposait", "disposaient", "disposant", "muni", "munis", "munie", "munies", "doté", "dotés",
             "dotée", "dotées", "pourvu", "pourvus", "équipé", "équipés", "porteur", "porteurs", "titulaire", "titulaires")  # fmt: skip
# Places and firms sorted by a limit: "les communes au-dessous de 85 %".
_SORTED = "commune communes quartier quartiers localité localités district districts hameau hameaux province provinces"
# Limits that sort where places are told, and elsewhere only say how high something is.
_BARRIERS = re.compile(r"\b(?:barre|cap|seuil)\b|\btaux (?:inférieur|supérieur)")
_SORTING = (
    "où",
    "avec un taux",
    "ayant",
    "ayant un taux",
    "ayant atteint",
    "affichant",
    "atteignant",
    "dont le taux",
    "dont la couverture",
)
_SORTED_BY = "communes quartiers localités entreprises districts provinces écoles établissements hameaux villages unités"
_NOT_YET = ("pas", "pas encore", "toujours pas", "même pas", "guère")
_REACHED = ("atteint", "franchi le seuil de", "franchi le seuil des", "franchi la barre de", "franchi la barre des", "franchi le cap des",
            "franchi les", "passé la barre de", "passé la barre des", "passé le cap des", "passé les", "dépassé", "dépassé les")  # fmt: skip
_NO_ONE = "fois côté ruelle rue porte coin pas geste instant semaine saison week-end dimanche samedi lundi"
_EACH = """
    employée travailleuse ouvrière ouvrier adhérent adhérente cotisant cotisante habitant habitante assurée enfant
    commune quartier district hameau village localité personne ménage foyer famille élève étudiant école établissement
    unité agent employé membre participant assuré travailleur salarié collecteur cadre cas carte logement maison
    hectare arbre bateau cage visiteur touriste projet tonne lot chantier classe kilomètre
    bénéficiaire séance conférence entreprise organisation cellule bourg retraité province circonscription
    """
_EACH_OF_AGENTS = """
    agente collectrice collecteur collaborateur collaboratrice section cellule antenne équipe responsable élu directeur
    """
_FAR = "communes zones régions localités", "districts villages hameaux quartiers"
_FAR_AS = """
    frontalière montagneuse côtière insulaire reculée enclavée défavorisée rurale isolée
    """
_FAR_AS_MASCULINE = """
    frontalier montagneux côtier insulaire reculé enclavé défavorisé rural isolé
    """
_FAR_OF = ("de montagne", "du littoral", "en montagne", "difficiles", "pauvres", "littorales")
_BORNE_BY = "pris prise prises"
_BORNE_AS = (
    "supporté",
    "supportés",
    "supportée",
    "supportées",
    "financés",
    "financées",
    "subventionnés",
    "subventionnées",
)
_PURSES = (
    "l'état",
    "le budget",
    "le budget de l'état",
    "le budget local",
    "le budget provincial",
    "la province",
    "le budget de la province",
)
# Verbs that tell a measure, whose future forms tell it too, beside a goal.
_FUTURE_MEASURES = (
    ("coverage_rate", "couvrir protéger"), ("new_participants", "convaincr recruter gagner inscrir équiper rallier conquérr"),
    ("beneficiaries", "bénéficier recevr toucher"), ("benefits", "verser rembourser décaisser servir"),
    ("collection", "collecter recouvrer encaisser récupérer"), ("support", "financer soutiendr aider offrir subventionner"),
    ("participants", "détiendr souscrir"),
)  # fmt: skip
# Taking part in what a page writes like the agency's name: "participent à l'Assurance sociale".
_JOINING = """
    participation participations participants participer participent participe participaient participant adhésion adhésions
    adhérents adhérer adhèrent affiliation affiliés affilier cotisants cotisent cotiser couverts assujettis inscrits
    """
# Having an insurance is taking part, not receiving a benefit.
_ENJOYING = (
    "bénéficie", "bénéficient", "bénéficiait", "bénéficiaient", "bénéficiant", "bénéficier", "jouit", "jouissent", "jouissant", "dispose",
    "disposent", "disposait", "disposaient", "disposant",
)  # fmt: skip
_ENJOYED = """
    couverture protection assurance bhyt bhxh carte
    """
_OF_RISK = ("", " maladie", " santé", " médicale", " sociale", " chômage")
# Words that may stand between a verb of change and its "from … to …".
_ADVERBS = "ainsi donc désormais alors maintenant progressivement rapidement récemment"
_MOVED = "passe passent passait passé passée passés passées tombe tombé tombée tombés monte monté montée grimpe grimpé grimpée"
# What is due: every noun with every way to say that it is.
_DUE_NOUNS = """
    montant montants somme sommes total cotisation cotisations recettes créances
    """
_DUE_AS = (
    "dû", "dus", "due", "dues", "exigible", "exigibles", "à recouvrer", "à percevoir", "à collecter", "à encaisser", "à payer", "à verser",
)  # fmt: skip
_BEING = (
    "",
    " classées",
    " classés",
    " restées",
    " restés",
    " situées",
    " situés",
    " encore",
    " qui sont",
    " qui restent",
    " toujours",
)
_LIMITS = (("sous", "<"), ("au-dessous de", "<"), ("en dessous de", "<"), ("sous les", "<"), ("sous la barre des", "<"), ("à moins de", "<"),
           ("au-dessus de", ">"), ("au-delà de", ">"), ("à plus de", ">"))  # fmt: skip


def _present(infinitive: str) -> tuple[str, ...]:
    """The third persons of the present tense of a regular verb; of an irregular one, none that are not sure."""
    if infinitive in ("dire", "aller", "être", "avoir", "user"):
        return ()
    stem = infinitive[:-2]
    if infinitive.endswith("ettre"):
        return infinitive[:-3], infinitive[:-2] + "ent"
    if infinitive.endswith(("tenir", "venir")):
        return infinitive[:-4] + "ient", infinitive[:-4] + "iennent"
    if infinitive.endswith("uire"):
        return infinitive[:-2] + "t", infinitive[:-2] + "sent"
    if infinitive.endswith("ayer"):
        return infinitive[:-3] + "ie", infinitive[:-3] + "ient", stem + "e", stem + "ent"
    if infinitive.endswith("oyer"):
        return infinitive[:-3] + "ie", infinitive[:-3] + "ient"
    if infinitive.endswith("ger") or infinitive.endswith("er"):
        graved = re.sub(r"[eé]([bcdglmnprtv])$", r"è\1", stem)
        return tuple(dict.fromkeys((graved + "e", graved + "ent", stem + "e", stem + "ent")))
    if infinitive.endswith("vrir") or infinitive.endswith("frir"):
        return stem + "e", stem + "ent"
    if infinitive.endswith("ir"):
        return stem + "it", stem + "issent"
    if infinitive.endswith("dre") and not infinitive.endswith("indre"):
        return infinitive[:-2], infinitive[:-2] + "ent"
    return ()


# Third persons that are nouns as well, and would cut a body's name.
_NOUNS_TOO = """
    contrôle finance forme charge visite note affiche aide place cherche marche engage demande coupe
    limite mesure passe pratique adresse annonce copie dépense hâte juge lutte perd porte reste rencontre réforme
    transfert voit ferme réserve programme équipe document conseil rapport projet inspection
    """


def _change_forms(infinitive: str) -> Iterator[str]:
    future = infinitive.removesuffix("e")
    if future.endswith("r"):
        yield from (future + ending for ending in _FUTURE_OF_CHANGE)
    if infinitive in _IRREGULAR_FORMS:
        yield from _IRREGULAR_FORMS[infinitive].split()
    elif infinitive.endswith("er"):
        stem = infinitive[:-2]
        graved = re.sub(r"é([cdglr])$", r"è\1", stem)
        yield from (graved + "e", graved + "ent", stem + "é", stem + "ait", stem + "aient", stem + "ant")
    else:
        stem = infinitive[:-2]
        yield from (stem + "it", stem + "issent", stem + "i", stem + "issait", stem + "issant")


def _with_adverbs(verbs: Iterable[str]) -> Iterator[str]:
    """Verbs, and those in the perfect with each adverb that may stand in them: "a demandé", "a aussi demandé"."""
    for verb in verbs:
        yield verb
        had, _, said = verb.partition(" ")
        if had in ("a", "ont"):
            yield from (f"{had} {adverb} {said}" for adverb in _ALSO)


def extra_forms() -> Iterator[tuple[str, str, str | bool | int]]:
    """Futures and intentions as words of target, requests with what follows them, numbers hyphened as since 1990."""
    for ten, value in _TENS:
        yield f"{ten}-et-un", "numword", value + 1
        yield f"{ten}-et-une", "numword", value + 1
    yield "soixante-et-onze", "numword", 71
    for stem in _FUTURE_STEMS.split():
        for ending in _FUTURE_ENDINGS:
            yield stem + ending, "scenario", "target"
            if ending in ("a", "ont"):
                yield stem + ending, "duty", True
    built = {stem + ending for stem in _FUTURE_STEMS.split() for ending in _FUTURE_ENDINGS}
    for end in _FUTURE_ENDS:
        yield "*" + end, "scenario", "target"
        yield "*" + end, "duty", True
    for word in _NO_FUTURE.split():
        if word not in built:
            yield word, "shield", True
    for verbs, way in ((_FALLS, "down"), (_RISES, "up")):
        for verb in verbs.split():
            for form in _change_forms(verb):
                if form.endswith(_FUTURE_ENDS):
                    for of in ("", " de", " d'"):
                        yield form + of, "scenario", "target"
                yield form, "change", way
                yield form + " de", "change", way
                yield (
                    ("n'" if form[0] in "aeéè" else "ne ") + form + " pas",
                    "change",
                    "level",
                )  # no change at all
                for to in ("à", "au", "aux"):
                    yield (
                        f"{form} {to}",
                        "change",
                        "level",
                    )  # "est tombé à 5 %" tells no change, but where it led
            yield f"{verb} de", "change", way
    for verb in _TASKS.split():
        for form in _present(verb):
            if form not in _NOUNS_TOO.split():
                yield form, "body_end", True
    for card in ("carte", "carte de santé", "carte de soins"):
        for having in _HAVING.split():
            for article in ("une", "la", "sa", "leur", "cette"):
                yield f"{having} {article} {card}", "measure", "participants"
        for provided in _PROVIDED:
            for article in ("d'une", "de la", "de sa", "de leur", "de cette"):
                yield f"{provided} {article} {card}", "measure", "participants"
    for having in ("obtenu", "eu", "payé", "acheté", "acquis", "réglé", "renouvelé", "reçu"):
        for card in ("carte", "carte de santé", "carte de soins"):
            for article in ("leur", "sa", "la", "une"):
                yield f"ont {having} {article} {card}", "measure", "participants"
    for enjoying in (
        "bénéficie",
        "bénéficient",
        "bénéficié",
        "bénéficier",
        "bénéficiait",
        "profite",
        "profitent",
        "profité",
    ):
        for of in ("d'une", "de la"):
            for help in ("réduction", "remise", "ristourne", "subvention", "aide"):
                yield f"{enjoying} {of} {help} de", "measure", "support"
    for noun, being, (limit, comparator) in itertools.product(_SORTED.split(), _BEING, _LIMITS):
        yield f"{noun}{being} {limit}", "scope", "threshold"
        yield f"{noun}{being} {limit}", "cmp_before", comparator
        yield f"{noun}{being} {limit}", "unit", "locality"
    for measure, stems in _FUTURE_MEASURES:
        for stem in stems.split():
            for ending in ("a", "ont"):
                yield stem + ending, "measure", measure
    for joining in _JOINING.split():
        for to in (" à l'", " par l'", " pour l'"):
            yield f"{joining}{to}assurance sociale", "scheme", "social_insurance"
            for word in _CHOSEN:
                yield f"{joining}{to}assurance sociale {word}", "scheme", "voluntary_social_insurance"
            for word in (" et maladie", ", maladie et chômage", "-maladie-chômage"):
                yield f"{joining}{to}assurance sociale{word}", "scheme", "insurance"
    for noun in _SORTED_BY.split():
        for sorting in _SORTING:
            for article in ("", "les ", "des ", "aux "):
                yield f"{article}{noun} {sorting}", "scope", "threshold"
    for have, many in (("n'a", False), ("n'ont", True), ("n'avait", False), ("n'avaient", True)):
        for yet in _NOT_YET:
            for reached in _REACHED:
                yield f"{have} {yet} {reached}", "cmp_before", "<"
                if many or reached == "atteint":
                    yield f"{have} {yet} {reached}", "scope", "threshold"
    yield "chaque", "scope", "each"
    yield "^Chaque", "scope", "each"
    for no_one in _NO_ONE.split():
        yield f"chaque {no_one}", "shield", True
    for noun in _EACH.split():
        yield f"chaque {noun}", "scope", "each"
        if noun not in ("hectare", "tonne", "kilomètre"):  # "7 tonnes par hectare" is a rate
            yield f"par {noun}", "scope", "each"
    for owing in ("doivent", "doit", "devaient", "devait"):
        for about in ("plus de", "plus d'", "près de", "environ", "quelque", "entre"):
            yield f"{owing} {about}", "measure", "arrears"
            yield f"{owing} {about}", "shield", True
    for noun in _EACH_OF_AGENTS.split():
        yield f"chaque {noun}", "scope", "each"
        yield f"chaque {noun}", "body", True
    for nouns, kinds in zip(_FAR, (_FAR_AS, _FAR_AS_MASCULINE), strict=True):
        plurals = (
            kind if kind.endswith("x") else re.sub(r"al$", "au", kind) + ("x" if kind.endswith("al") else "s")
            for kind in kinds.split()
        )
        for kind in (*plurals, *_FAR_OF):
            for noun in nouns.split():
                for where in ("dans les", "des", "dans ces"):
                    yield f"{where} {noun} {kind}", "scope", "part"
    for enjoying in _ENJOYING:
        for enjoyed in _ENJOYED.split():
            articles = (
                ("de l'", "d'une ", "de leur ", "de son ", "de cette ")
                if enjoyed[0] == "a"
                else ("de la ", "d'une ", "de leur ", "de sa ", "de cette ")
            )
            for article in articles:
                for risk in _OF_RISK:
                    yield f"{enjoying} {article}{enjoyed}{risk}", "measure", "participants"
    for moved in _MOVED.split():
        for adverb in _ADVERBS.split():
            yield f"{moved} {adverb} de", "change", "level"
            yield f"{adverb} {moved} de", "change", "level"
    for noun in _DUE_NOUNS.split():
        for due in _DUE_AS:
            for of in ("", "des " if noun[-1] == "s" else "du " if noun[0] in "mt" else "de la "):
                yield f"{of}{noun} {due}", "base", "amount_due"
    for passed in ("dépasse", "dépassent", "dépassait", "dépassaient", "excède", "excèdent"):
        for adverb in (
            "à peine",
            "légèrement",
            "largement",
            "tout juste",
            "déjà",
            "désormais",
            "nettement",
            "de peu",
            "aujourd'hui",
            "maintenant",
        ):
            for the in ("", " les"):
                yield f"{passed} {adverb}{the}", "cmp_before", ">"
    yield "sur", "prep", "in"
    for passed in (
        "dépasser",
        "dépasse",
        "dépassent",
        "dépassé",
        "dépassait",
        "dépassant",
        "franchissent",
        "franchissant",
    ):
        for mark in ("le seuil", "la barre", "le cap"):
            for of in ("de", "des", "du", "d'"):
                yield f"{passed} {mark} {of}", "cmp_before", ">"
    for have in ("n'a", "n'ont", "n'avait", "n'avaient", "n'ayant"):
        for no in ("pas", "pas encore", "toujours pas", "plus"):
            for paid in ("versé", "payé", "acquitté", "réglé", "reversé"):
                yield f"{have} {no} {paid}", "measure", "arrears"
    for verb in ("représenter", "constituer", "faire", "compter", "être", "atteindre"):
        for than in ("plus de", "plus d'", "plus du"):
            yield f"pas {verb} {than}", "cmp_before", "<="
    for paid in ("versé", "payé", "acquitté", "réglé", "recouvré", "reversé", "perçu", "encaissé"):
        for ending in ("", "e", "s", "es"):
            yield f"non {paid}{ending}", "measure", "arrears"
            yield f"non encore {paid}{ending}", "measure", "arrears"
    for must in ("n'a", "n'ont", "n'aura", "n'auront", "n'avez", "n'aurez", "n'avons", "n'aurons", "n'ai"):
        for then in ("", "plus ", "donc ", "donc plus ", "ainsi "):
            for paying in ("payer", "débourser", "verser", "régler", "acquitter"):
                yield f"{must} {then}à {paying} que", "measure", "contribution"
                yield f"{must} {then}qu'à {paying}", "measure", "contribution"
    for year in ("l'an dernier", "l'an passé", "l'année dernière", "l'année passée", "l'année précédente"):
        for same in (
            "à la même date",
            "à la même période",
            "à la même époque",
            "au même moment",
            "à pareille époque",
            "à pareille date",
        ):
            yield f"{year} {same}", "date", "same_period"
            yield f"{year}, {same}", "date", "same_period"
    for of_whom in ("mon", "ton", "son", "notre", "votre", "leur"):
        for free in ("plein gré", "propre gré", "propre chef", "propre volonté", "bon vouloir"):
            yield f"de {of_whom} {free}", "scheme_hint", "voluntary_social_insurance"
    for whose in ("me ", "te ", "lui ", "nous ", "vous ", "leur ", ""):
        for then in ("", "donc ", "plus ", "alors ", "ainsi ", "donc plus ", "finalement "):
            yield f"ne {whose}reste {then}que", "measure", "contribution"
            yield f"ne {whose}reste {then}qu'", "measure", "contribution"
    for left_over in ("mois", "semaines", "semaine", "jours", "trimestre", "trimestres"):
        for end in ("la fin de l'année", "la fin de l'exercice", "la clôture de l'exercice", "la fin du mois", "la fin du trimestre",
                    "l'échéance", "le têt", "le nouvel an", "fin décembre"):  # fmt: skip
            yield f"{left_over} avant {end}", "shield", True
    for appertains in ("appartient", "appartiennent", "appartenait"):
        for to in ("à un", "à une", "aux ménages", "aux foyers", "au groupe", "à la catégorie", "à cette"):
            yield f"il {appertains} {to}", "shield", True
            yield f"elle {appertains} {to}", "shield", True
    for payer in ("la caisse", "l'assurance", "l'assurance maladie", "la carte", "l'état", "la bhyt"):
        yield f"{payer} en règle", "measure", "benefits"
    for giver in ("la province", "la ville", "la municipalité", "le gouvernement", "l'état", "le premier ministre", "le ministère",
                  "le conseil populaire", "le comité populaire", "l'assurance sociale du vietnam", "le comité populaire provincial"):  # fmt: skip
        for to in ("lui", "leur", "nous"):
            for gave in (
                "a assigné",
                "a confié",
                "a fixé",
                "avait assigné",
                "avait confié",
                "avait fixé",
                "assigne",
                "confie",
            ):
                yield f"{giver} {to} {gave}", "scenario", "target"
    for passed in ("dépasse", "dépassent", "dépassé", "dépassait", "atteint", "atteignent", "rempli", "remplit", "remplissent", "réalisé",
                   "surpasse", "surpassé", "franchi", "tenu", "accompli", "honoré"):  # fmt: skip
        for whose in ("ses", "leurs", "tous ses", "tous leurs", "tous les", "son", "leur", "les", "l'", "le"):
            for goal in (
                "objectif",
                "objectifs",
                "plan",
                "plans",
                "objectifs annuels",
                "objectif annuel",
                "quota",
                "quotas",
            ):
                many = goal.split()[0].endswith("s")
                if (
                    many == whose.endswith("s")
                    and (whose != "l'" or goal[0] == "o")
                    and (whose != "le" or goal[0] != "o")
                ):
                    yield (
                        f"{passed} {whose}{'' if whose == chr(108) + chr(39) else ' '}{goal}",
                        "scenario",
                        "actual",
                    )
    for though in ("alors que", "tandis que", "quand", "sachant que", "or", "mais", "puisque"):
        for goal in ("l'objectif", "le plan", "la cible", "le quota", "l'indicateur", "le chiffre"):
            for kind in ("", " annuel", " provincial"):
                for was_set in (
                    "",
                    " fixé",
                    " assigné",
                    " confié",
                    " prévu",
                    " visé",
                    " attribué",
                    " imparti",
                ):
                    yield f"{though} {goal}{kind}{was_set}", "scenario", "target"
                    yield f"{though} {goal}{kind}{was_set}", "break", "clause"
    for by in ("grâce à", "avec"):
        for the in ("cette ", "l'", "ces ", "ce ", "une ", "un ", "leur ", "cet ", "le ", "les "):
            for help in (
                "aide",
                "aides",
                "soutien",
                "appui",
                "politique",
                "subvention",
                "subventions",
                "mesure",
            ):
                yield f"{by} {the}{help}", "shield", True
    for paying in ("verser", "verse", "versent", "versait", "payer", "remettre", "reverser", "déposer"):
        for to in ("à la caisse", "à l'assurance sociale", "à l'agence", "à l'organisme"):
            yield f"{paying} {to}", "measure", "contribution"
    for verb in ("entrer", "adhérer", "venir", "souscrire", "cotiser", "participer", "rejoindre"):
        yield f"à faire {verb}", "scenario", "target"
        yield f"à faire {verb}", "measure", "new_participants"
    for charged in ("chargé", "invité", "prié", "sommé", "tenu", "mandaté", "appelé"):
        for was, ending in (
            ("a été", ""),
            ("a été", "e"),
            ("ont été", "s"),
            ("ont été", "es"),
            ("se trouve", ""),
            ("sera", ""),
            ("sera", "e"),
        ):
            for of in ("de", "d'"):
                yield f"{was} {charged}{ending} {of}", "duty", True
                yield f"{was} {charged}{ending} {of}", "scenario", "target"
    for asked in ("demandé", "recommandé", "ordonné", "prescrit", "assigné", "suggéré", "rappelé"):
        for said in ("il a été", "il est", "il leur a été", "il lui a été"):
            for to in ("à", "au", "aux"):
                yield f"{said} {asked} {to}", "request", True
                yield f"{said} {asked} {to}", "scenario", "target"
    for purse in _PURSES:
        for borne in (*(f"{taken} en charge" for taken in _BORNE_BY.split()), *_BORNE_AS):
            yield f"{borne} par {purse}", "measure", "support"
    for waiting in ("déjà", "d'être", "elles-mêmes", "eux-mêmes", "leur tour", "depuis"):
        yield f"attendent {waiting}", "shield", True
    for living in ("payer", "acheter", "vivre", "nourrir", "élever"):
        yield f"de quoi {living}", "shield", True
    for done, timely in itertools.product(("réglés", "traités", "résolus", "réglées", "traitées"), _IN_TIME):
        yield f"{done} {timely}", "measure", "other"
    for agreeing in (
        "déclarés d'accord",
        "disent d'accord",
        "sont d'accord",
        "d'accord avec",
        "a prêté à",
        "ont prêté à",
    ):
        yield agreeing, "measure", "other"
    for managed in _MANAGED:
        for verb in _INFINITIVES.split():
            yield managed + (" " if managed[-1] != "'" else "") + verb, "scenario", "actual"
    for intention in _INTENTIONS:
        for verb in _INFINITIVES.split():
            yield f"{intention} {verb}", "scenario", "target"
    for verb in (_INFINITIVES + _TASKS).split():
        for must in ("il faut", "il faut encore", "il faudrait", "il fallait encore"):
            if verb not in ("noter", "préciser", "reconnaître"):  # "il faut noter que" tells no goal
                yield f"{must} {verb}", "scenario", "target"
        for to in ("d'" if verb[0] in "aeéiouh" else "de ", "à "):
            yield to + verb, "body_end", True
    for verb in _CLAUSE_VERBS.split():
        yield verb, "body_end", True
    for striving in ("efforcer", "assurer", "engager", "employer", "occuper"):
        yield f"de s'{striving}", "body_end", True
    for reflexive in ("de s'", "à s'", "à se ", "de se "):
        yield reflexive.rstrip(), "body_end", True
    for name in _SOCIAL:
        for word in _CHOSEN:
            yield f"{name} {word}", "scheme", "voluntary_social_insurance"
        for word in _BY_DUTY:
            yield f"{name} {word}", "scheme", "social_insurance"
        for word in _FREELY:
            yield (
                f"{word} {'à la' if name[0] in 'bs' else 'à l' + chr(39)}{'' if name[0] == 'a' else ' '}{name}",
                "scheme",
                "voluntary_social_insurance",
            )
        for word in _OF_AGENCY:
            yield f"{name} {word}", "agency", True
            yield f"{name} {word}", "body", True
    for province in provinces():
        for name in {
            province.name,
            province.ascii,
            *(n for o in province.old_units for n in (o.name, o.ascii)),
        }:
            for toward in _TOWARD:
                yield f"{toward} {name}", "shield", True
    for name, toward in itertools.product(_CITIES, _TOWARD):
        yield f"{toward} {name}", "shield", True
    for modal in _MODALS:
        for no in ("pas", "plus"):
            for verb in ("dépasser", "excéder"):
                yield f"ne {modal} {no} {verb}", "cmp_before", "<="
                yield f"ne {modal} {no} {verb}", "scenario", "target"
    for late in _LATE:
        for of in _LATE_IN:
            yield f"{late} {of} cotisations", "measure", "arrears"
    for denied in _DENIED:
        for no in ("pas", "pas encore", "toujours pas", "encore pas", "plus"):
            yield f"{denied} {no}", "measure", "other"
    for noun in _AGENCY_NOUNS.split():
        for of in _AGENCY_OF:
            yield f"{noun} {of}", "agency", True
    for noun in _OFFICES[0]:
        for of in _OFFICES[1]:
            yield f"{noun} {of}", "agency", True
            yield f"{noun} {of}", "body", True
            many, vowel = noun.endswith("s"), noun[0] == "a"
            for article in ("les ", "nos ", "ces ") if many else ("l'",) if vowel else ("la ",):
                yield f"{article}{noun} {of}", "agency", True
                yield f"{article}{noun} {of}", "body", True
                if of == "de base" and not many:
                    yield f"{article}{noun} {of}", "scope", "part"
    for law in _LAWS[0]:
        for of in _LAWS[1]:
            yield f"{law} {of}", "agency", True
    for month in _ONE_MONTH:
        for of in ("de", "d'"):
            yield f"{month} mois {of}", "prep", "in"
    for alone in _ALONE:
        yield alone, "prep", "in"
    for more in _MORE_THAN:
        for than in _THAN:
            yield f"{more} {than}", "prep", "compared"
            if more.startswith("de "):
                yield f"{more} {than}", "change", "down" if more == "de moins" else "up"
    for plan in _PLANS:
        yield plan, "base", "plan"
    for due, scheme in _OF_SCHEME:
        for noun in _DUES:
            yield f"{noun} {due}", "scheme", scheme
    for effect in _TAKES_EFFECT:
        for on in ("le", "au", "à", "en", "dès", "dès le", "à partir du", "à compter du", "depuis le"):
            yield f"{effect} {on}", "prep", "since"
    for same in _SAME_TIME:
        for of in _YEAR_AGO:
            for the in ("", "la "):
                yield f"{the}{same} {of}", "date", "same_period"
    for said in _SAYING.split():
        yield f"{said} qu'en", "prep", "in"
        yield f"{said} qu'en", "scenario", "actual"
        yield f"{said} qu'au", "prep", "as_of"
        yield f"{said} qu'au", "scenario", "actual"
    for polled in _POLLED.split():
        for among in ("auprès de", "auprès des", "auprès d'"):
            yield f"{polled} {among}", "measure", "other"
    for phrase in _ALL_YEAR:
        yield phrase, "date", "this_year"
        yield phrase, "prep", "in"
        for kind, words in _OTHER_YEAR:
            for word in words:
                yield f"{phrase} {word}", "date", kind
                yield f"{phrase} {word}", "prep", "in"
    for verb in _with_adverbs(_ASKED_WITH_A):
        for to in _TO:
            yield f"{verb} {to}", "request", True
            yield f"{verb} {to}", "scenario", "target"
    for verb in _ASKED_OF:
        for of in ("de", "du", "des", "de la", "de l'"):
            yield f"{verb} {of}", "request", True
            yield f"{verb} {of}", "scenario", "target"
    for verb in _with_adverbs(_ASKED_DIRECTLY):
        yield verb, "request", True
        for article in _OBJECTS:
            yield f"{verb} {article}", "request", True
            yield f"{verb} {article}", "scenario", "target"


# What is paid for tells of which insurance it is, where the sentence names none itself.
_MEDICAL = re.compile(
    r"consultation|\bvisites?\b|\bsoins|m[ée]dica|hospitali|hôpita|chirurg|\bopéré|patient|malade|frais de traitement|ambulatoire"
)
_PENSION = re.compile(
    r"\bpension|\brentes?\b|retrait(?:s|) en une fois|\bretrait[ée]|\bmaternité|congés? (?:de )?maladie|\bviagère"
)
_JOBLESS = re.compile(r"ch[ôo]mage|ch[ôo]meur")
_SAME = re.compile(r"\b(?:celui|celle)\b")
_PAID = frozenset({"benefits", "beneficiaries", "claims"})
_SAID_ON = ("continuation", "none", "paren")
_PRICED = re.compile(
    r"\b(?:pour|avec|d'|soit) ?(?:une? |des )?(?:dépenses?|coûts?|montants?|sommes?|totale?|frais)\b[^.;:\d]{0,30}$"
    r"|\bpour (?:près de |plus de |environ |quelque )?$"
)
_CONTRIBUTES = re.compile(r"\bcotis(?:e|ent|ait|aient|er|ant|ez|ons)\b[^.;:\n\d]{0,25}$")
_OWES = re.compile(
    r"\bd(?:oi(?:t|vent)|ev(?:ait|aient))(?: à (?:elles?|eux|lui) seule?s?| au total| à ce jour)?(?: (?:encore|toujours) \w+| (?!payer|verser|cotiser|débourser|acquitter)\w+){0,2} (?:(?:plus|moins|près) de |quelque |environ )?$"
)
_OWES_MONTHS = re.compile(
    r"\bd(?:oi(?:t|vent)|ev(?:ait|aient)) (?:encore |toujours )?(?:plus de |près de |environ )?[\w-]+ mois de cotisations?\b"
    r"[^.;:\n\d]{0,60}$"
)
"""What follows the months that are owed is their sum: "doit 18 mois de cotisations, soit 7,8 milliards"."""
_PAYS_IN = re.compile(r"(?:vers|pai|pay)(?:e|ent|er|ait|ant)")


def scheme_of_what_is_paid(linker: Linker, view: View) -> None:
    """What is paid for tells the scheme: care is health insurance, pensions are social insurance."""
    for at, own in enumerate(view.candidates):
        rule = own.cues["scheme"][2] if "scheme" in own.cues else ""
        if own.measure not in _PAID or own.scheme is None or "in the figure" in rule:
            continue
        if own.cues["measure"][2].startswith(("share laid down", "what the ")):
            continue  # who is entitled does not tell the scheme
        where = _cell_span(linker, own)
        for pattern, scheme in (
            (_JOBLESS, "unemployment_insurance"),
            (_PENSION, "social_insurance"),
            (_MEDICAL, "health_insurance"),
        ):
            found = pattern.search(linker.text, *where)
            if found is not None and own.scheme != scheme:
                own.scheme, own.indicator = scheme, f"{scheme}.{own.measure}"
                own.cues["scheme"] = (*found.span(), "what is paid for tells the scheme")
            if found is not None:
                break
            elif (
                "figure before" in own.cues["measure"][2]
                and at
                and view.candidates[at - 1].measure == own.measure
            ):
                left = view.candidates[at - 1]
                if left.scheme is not None and "in the figure" not in rule:
                    own.scheme, own.indicator = left.scheme, left.indicator
    for left, own in zip(view.candidates, view.candidates[1:], strict=False):
        money, counted = (left, own) if left.kind == "money" else (own, left)
        between = linker.text[left.numeral.end : own.numeral.start]
        close = sum(c.isalpha() for c in between) <= 45
        priced = own is money and _PRICED.search(between) is not None
        if priced and counted.measure == "support":
            money.measure, money.indicator = "support", f"{counted.scheme}.support"
            money.scheme = counted.scheme
        elif priced and counted.measure in ("claims", "beneficiaries") and money.measure in ("support", None):
            money.measure, money.indicator = "benefits", f"{counted.scheme}.benefits"
            money.scheme = counted.scheme
            money.cues["measure"] = (*counted.cues["measure"][:2], "what it cost")
            money.cues["scheme"] = money.cues["measure"]
        if money.measure != "benefits" or counted.measure not in ("claims", "beneficiaries"):
            continue
        at = view.candidates.index(money)
        if counted is not left and at and view.candidates[at - 1].measure in _PAID:
            told_of = linker.text[view.candidates[at - 1].numeral.end : money.numeral.start]
            if money.cut in _SAID_ON or _PRICED.search(told_of) is not None:
                continue  # the sum is of those counted before it
        rule = money.cues["scheme"][2] if "scheme" in money.cues else ""
        told = "in the figure" in rule or "what is paid" in rule
        if (close or priced) and not told and counted.scheme != money.scheme:
            money.scheme, money.indicator = counted.scheme, f"{counted.scheme}.benefits"
            money.cues["scheme"] = (*counted.cues["measure"][:2], "those whom the money is paid to, or for")


_BUDGET_PAID = re.compile(
    r"\bbudgets?(?: \w+)?(?: de la province| de la ville)? (?:a|ont|avait|avaient|aura)(?: déjà| ainsi)? (?:déboursé|consacré|alloué|dépensé|affecté|débloqué|versé|mobilisé)\b"
)
_TO_GIVE = re.compile(r"\bpour (?:offrir|acheter|acquérir|financer|l'achat)[^.;:\d]{0,30}$")
_REPAID = re.compile(
    r"(?<!pas )\b(?:rembours|régl|pay|acquitt|sold|apur|vers)\w*[^.;:\d]{0,30}\b(?:leurs?|la|les|des|sa|ses|ces) (?:dettes?|arriérés?|impayés?)\b"
)
_REPAID_BEHIND = re.compile(
    r"[^.;:\d]{0,25}(?:\bde |\bd')(?:dettes|arriérés|impayés|cotisations impayées)\b[^.;:\d]{0,40}"
    r"\b(?:recouvr|récupér|rembours|régl|apur|sold|acquitt)(?:é|ée|és|ées)\b"
)
_TO_HELP = re.compile(r"[^.;:\d]{0,30}\b(?:pour|afin d[e']) ?(?:aider|soutenir|appuyer|subventionner)\b")
_TO_COURT = re.compile(r"\b(?:police|parquet|tribuna\w+|justice|pénal\w*|enquêt\w+)\b")


_FOR_CARE = re.compile(
    r"[^.;:\d]{0,20} (?:aux|pour les|en|au titre des|pour des) (?:soins|frais (?:médicaux|de santé|d'hospitalisation|de soins)|traitements|hospitalisations)\b"
)


def sums_by_their_purpose(linker: Linker, view: View) -> None:
    """A budget's money for members is support, debts repaid are collected, files for the police are no claims."""
    for at, own in enumerate(view.candidates):
        start = view.candidates[at - 1].numeral.end if at else view.sentence.start
        right = view.candidates[at + 1] if at + 1 < len(view.candidates) else None
        care = _FOR_CARE.match(linker.text, own.numeral.end) if own.kind == "money" else None
        if care is not None and own.indicator == "other" and own.measure is None and linker.context.topic:
            if own.scenario == "actual":
                own.scheme, own.measure, own.indicator = (
                    "health_insurance",
                    "benefits",
                    "health_insurance.benefits",
                )
                own.cues["measure"] = own.cues["scheme"] = (*care.span(), "spent on care")
        if own.kind == "money" and own.measure == "benefits" and own.scheme is not None:
            given = right is not None and right.measure == "cards"
            given = given and _TO_GIVE.search(linker.text, own.numeral.end, right.numeral.start) is not None  # type: ignore[union-attr]
            found = _BUDGET_PAID.search(linker.text, start, own.numeral.start)
            found = found or _TO_HELP.match(linker.text, own.numeral.end)
            if given or found is not None:
                own.measure, own.indicator = "support", f"{own.scheme}.support"
                own.cues["measure"] = (
                    *(found.span() if found else own.cues["measure"][:2]),
                    "a budget's money for members",
                )
        if own.kind == "money" and own.measure in ("arrears", "benefits") and own.scheme is not None:
            found = _REPAID.search(linker.text, start, own.numeral.start)
            found = found or _REPAID_BEHIND.match(linker.text, own.numeral.end)
            if found is not None and own.scenario == "actual":
                own.measure, own.indicator = "collection", f"{own.scheme}.collection"
                own.cues["measure"] = (*found.span(), "debts repaid are collected")
        if own.indicator == "outreach.attendees":
            if any(c.measure == "arrears" for c in view.candidates[:at]):
                own.indicator, own.measure = "other", None  # workers whom the arrears touch
        if own.measure == "claims" and _TO_COURT.search(linker.text, view.sentence.start, view.sentence.end):
            own.indicator, own.measure = "other", None


_FINE = re.compile(r"\bamendes?\b|\bmajorations?\b|\bpénalités?\b|\bintérêts de retard")
_EACH_DAY = re.compile(r"\b(?:par|chaque) (?:jour|journée) de retard\b")
_FINE_AHEAD = re.compile(
    r"\bamendes?\b[^.;\n]{0,60}\b(?:peu(?:t|vent)|pouvant|allant|plafonn\w*|maxim\w*)\b|\b(?:risqu|encour|passible|expos)\w*[^.;\n]{0,30}\bamendes?\b"
)
_OWED = re.compile(r"\bimpayés?\b|\bdettes?\b|\barriérés?\b|récupér|recouvr|\bcollect|\bretards? de")


_BEFORE = 240
"""How many letters before a figure such words stand at most."""


def _since(view: View, own: Candidate) -> int:
    """Where, in a figure's sentence, words are looked for that stand before it and not far away."""
    return max(view.sentence.start, own.numeral.start - _BEFORE)


_FIRMS_PAID = re.compile(
    r"\b(?:employeurs?|entreprises?|unités?|établissements?|sociétés?|débiteurs?|patrons?|firmes?|maisons?|usines?)\b(?: (?!qui\b|dont\b)[^\W\d]+){0,3}? "
    r"(?:a|ont|avaient|auront|se sont|s'est|s'étaient) (?:déjà |ainsi |enfin |tout de même )?(?:payé|versé|réglé|acquitté|soldé|apuré|remis|restitué)[^.;:\d]{0,30}$"
)
_TO_SOMEBODY = re.compile(
    r"[^.;:,\d]{0,30} (?:à (?:ses|leurs|des)|aux) (?:ouvri|salari|travaill|employ|famil|enfant|élèv|habitant)"
)


def paid_by_firms(linker: Linker, view: View) -> None:
    """What firms have paid is collected, and no benefit: "après leur passage, les employeurs ont payé 121,5 milliards"."""
    for at, own in enumerate(view.candidates):
        if own.kind != "money" or own.measure not in (None, "benefits") or linker.context.topic is None:
            continue
        start = view.candidates[at - 1].numeral.end if at else view.sentence.start
        found = _FIRMS_PAID.search(linker.text, start, own.numeral.start)
        if found is None or _TO_SOMEBODY.match(linker.text, own.numeral.end) is not None:
            continue
        named = own.scheme is not None and "in the figure" in own.cues["scheme"][2]
        scheme = own.scheme if named and own.scheme is not None else "insurance"
        own.scheme, own.measure, own.indicator = scheme, "collection", f"{scheme}.collection"
        own.cues["measure"] = (*found.span(), "what firms have paid")
        own.cues.setdefault("scheme", own.cues["measure"])


_ABOUT = r"(?:au moins |au minimum |(?:plus|moins|près) (?:de |d'une )|environ |quelque |une )?$"
_PLANNED_AS = re.compile(
    r"\b(?:pour|contre|sur) (?:un|une|le|son) (?:quota|objectif|plan|cible)s?(?: annuel| initial| assigné| fixé)* de "
    + _ABOUT
    + r"|\b(?:l'objectif|le plan|la cible|le quota|la prévision|le chiffre|l'indicateur)(?: [^\W\d][\w']*){0,6}? (?:est|était|sera|reste|étant|serait)"
    r"(?: fixée?| portée?)?(?: de| d'| à)? " + _ABOUT
)
_EACH_AT_LEAST = re.compile(r"\bchaque [^\W\d]+,? (?:au moins|au minimum|un minimum de|environ) $")
_OF_ONE_SIZE = 4
"""How many times as large as what was reached a goal of the same may be."""
_IN_NUMBER = re.compile(
    r"\b(?:sont|étaient|restent|demeurent)(?: encore| désormais| déjà| actuellement| aujourd'hui| maintenant)? (?:au nombre de )?"
    + _ABOUT
)


def planned_of_the_same(linker: Linker, view: View) -> None:
    """A plan of nothing named is one of what was counted: "27 nouveaux participants pour un quota de 110", "l'objectif est de 110"."""
    for at, own in enumerate(view.candidates):
        if own.kind != "count" or own.own_unit or own.unit != "item" or linker._has_unknown_noun(own):
            continue
        found = _PLANNED_AS.search(linker.text, view.sentence.start, own.numeral.start)
        each = _EACH_AT_LEAST.search(linker.text, view.sentence.start, own.numeral.start)
        before = [
            c for c in (*linker.counted[-3:], *view.candidates[:at]) if c.kind == "count" and c.own_unit
        ]
        if found is None and each is None:
            continue
        if each is None:
            before = [c for c in before if 0 < c.numeral.value <= own.numeral.value * _OF_ONE_SIZE]
            before = [c for c in before if own.numeral.value <= c.numeral.value * _OF_ONE_SIZE] or before[-1:]
        if not before:
            continue
        left = before[-1]
        if each is None:
            left = min(
                before,
                key=lambda c: (
                    max(c.numeral.value, own.numeral.value) / min(c.numeral.value, own.numeral.value)
                ),
            )
        own.unit, own.cues["unit"] = left.unit, left.cues["unit"]
        own.scheme, own.measure, own.indicator = left.scheme, left.measure, left.indicator
        for name in ("measure", "scheme"):
            if name in left.cues:
                own.cues[name] = left.cues[name]
        if found is None or own.scenario == "target":
            continue
        own.scenario, own.cues["scenario"] = "target", (*found.span(), "what was planned of the same")
        own.date_role = own.date_start = own.date_end = None
        own.cues.pop("date", None)


def so_many_in_number(linker: Linker, view: View) -> None:
    """Bare numbers that somebody "sont" count the subject, or whom the sentence before tells of: "Ils sont 38", "… sont au nombre de 6.310"."""
    own = view.candidates[0] if view.candidates else None
    if (
        own is None
        or own.kind != "count"
        or own.own_unit
        or own.unit != "item"
        or linker._has_unknown_noun(own)
    ):
        return
    found = _IN_NUMBER.search(linker.text, view.sentence.start, own.numeral.start)
    if found is None:
        return
    low = view.sentence.low
    told = [a for a in linker.atoms[low : own.first] if "unit" in a.tags and a.end <= found.start()]
    if not told:
        back = [a for a in linker.atoms[max(0, low - 40) : low] if "unit" in a.tags]
        told = [a for a in back if a.tags["unit"] == "person"][:1]
    if told and told[0].tags["unit"] != "item":
        own.unit, own.own_unit = told[0].tags["unit"], True
        own.cues["unit"] = (told[0].start, told[0].end, "who are so many")


_OF_THE_DEBT = re.compile(
    r" (?:de|du|des) ?(?:la |l'|leurs? |ces |cette )?(?:dettes?|arriérés|impayés|retards|ardoise)\b"
)


def share_of_the_debt(linker: Linker, view: View) -> None:
    """A share of what is owed already is no rate of it: "le secteur privé concentre 89,8 % de la dette"."""
    for own in view.candidates:
        if own.unit == "percent" and own.measure == "arrears_rate":
            found = _OF_THE_DEBT.match(linker.text, own.numeral.end)
            if found is not None:
                own.indicator, own.measure, own.scheme = "other", None, None
                own.base, own.cues["base"] = "group", (*found.span(), "share of the debt itself")


_COSTLY = re.compile(
    r"\b(?:séance|dialyse|opération|intervention|consultation|traitement|hospitalisation|scanner|visite|chirurgie|accouchement|radio|examen|séjour)s?\b"
    r"[^.;:\d]{0,40}\b(?:coût\w+|revien\w+|revena\w+|factur\w+)(?: en moyenne)?(?: à)? (?:plus de |près de |environ |quelque )?$"
)
_HAD_TO_PAY = re.compile(
    r"\b(?:a|ai|ont|avons) dû (?:débourser|payer|verser|emprunter|trouver)(?: \w+){0,2} (?:plus de |près de |environ |quelque )?$"
)
_NO_CARD = re.compile(
    r"n'(?:avait|avaient|avais|ayant) (?:pas|plus|jamais)[^.;]{0,30}\b(?:carte|assur)|sans (?:la |sa |une )?(?:carte|assurance)|faute de"
)


def price_of_care(linker: Linker, view: View) -> None:
    """What care costs is no contribution, nor is what one without a card had to pay: "Une séance coûte 1,1 million"."""
    for own in view.candidates:
        if own.kind != "money" or own.measure != "contribution":
            continue
        found = _COSTLY.search(linker.text, _since(view, own), own.numeral.start)
        if found is None:
            found = _HAD_TO_PAY.search(linker.text, _since(view, own), own.numeral.start)
            if (
                found is not None
                and _NO_CARD.search(linker.text, _since(view, own), own.numeral.start) is None
            ):
                found = None
        if found is None:
            continue
        own.indicator, own.measure, own.scheme, own.scenario = "other", None, None, "actual"
        own.cues.pop("scenario", None)


_IT_STOOD_AT = re.compile(
    r"\b(?:il|elle|celui-ci|celle-ci|ce dernier|cette dernière|ce taux|le taux|ce chiffre|cette proportion|cette part)\b[^.;:\d]{0,45}$"
)
_BACK = 40
"""How many atoms back the rate is looked for that a pronoun stands for."""


def rate_by_pronoun(linker: Linker, view: View) -> None:
    """A share told of "il" is of the rate that the sentence before names: "le taux d'assurés est le plus bas. Il plafonnait à 86,9 %"."""
    own = view.candidates[0] if view.candidates else None
    if (
        own is None
        or own.unit != "percent"
        or own.measure is not None
        or own.base not in (None, "population")
    ):
        return
    if linker.context.topic is None or view.measures or view.schemes or "change" in own.cues:
        return
    if _IT_STOOD_AT.search(linker.text, view.sentence.start, own.numeral.start) is None:
        return
    line = linker.text.rfind("\n", 0, view.sentence.start)
    before = linker.atoms[max(0, view.sentence.low - _BACK) : view.sentence.low]
    named = itertools.takewhile(lambda a: a.start > line and a.number is None, before[::-1])
    told = next((a for a in named if a.tags.get("measure") == "coverage_rate"), None)
    if told is None:
        return
    context = linker.context
    scheme = context.scheme or context.topic
    assert scheme is not None
    own.scheme, own.measure, own.indicator = scheme, "coverage_rate", f"{scheme}.coverage_rate"
    own.cues["measure"] = own.cues["scheme"] = (told.start, told.end, "rate named in the sentence before")
    context.rate, context.rate_scheme, context.rate_cue = "coverage_rate", scheme, own.cues["measure"]
    context.rate_paragraph = view.sentence.paragraph


_SERVED = re.compile(
    r" (?:chômeurs?|demandeurs? d'emploi|travailleurs|salariés|personnes) (?:ont|a) été (?:conseill|orient|form|plac|recrut|embauch|inform|accompagn|mis en relation|reconvert)\w*"
    r"| (?:chômeurs?|demandeurs? d'emploi|travailleurs|salariés|personnes) (?:ont|a) (?:re)?(?:trouvé|décroché|pris|créé) (?:un |leur |du )(?:nouvel )?(?:emploi|travail|poste)"
)


_TRAINED = re.compile(
    r"(?: (?:personnes|chômeurs|d'entre eux|d'entre elles))? (?:ont|avaient) (?:suivi|achevé|accepté|choisi) (?:une|des) formations?\b"
)
_HAVE_ASKED = re.compile(
    r" (?:personnes|travailleurs|salariés|chômeurs|ouvriers)(?: [^\W\d]+){0,2} (?:ont|avaient) (?:déposé|introduit|présenté|remis|sollicité|demandé|fait)"
    r" (?:une |leur |un |l')?(?:demande|dossier|allocation|indemnité)"
)


def served_by_the_job_centre(linker: Linker, view: View) -> None:
    """The unemployed who are advised, trained or placed get no benefit: "9.745 chômeurs ont été conseillés"."""
    for own in view.candidates:
        if own.measure == "beneficiaries" and _SERVED.match(linker.text, own.numeral.end) is not None:
            own.indicator, own.measure = "other", None
        if own.kind != "count" or linker.context.topic != "unemployment_insurance":
            continue
        trained = _TRAINED.match(linker.text, own.numeral.end)
        if trained is not None:
            own.unit, own.cues["unit"] = "person", (*trained.span(), "who is trained")
            own.indicator, own.measure = "other", None
        asked = _HAVE_ASKED.match(linker.text, own.numeral.end)
        if asked is not None and own.unit == "person":
            own.scheme, own.measure, own.indicator = (
                "unemployment_insurance",
                "claims",
                "unemployment_insurance.claims",
            )
            own.cues["measure"] = own.cues["scheme"] = (*asked.span(), "who asks for a benefit")
            own.scenario = "actual"
            own.cues.pop("scenario", None)
            linker.set_date(view, view.candidates.index(own))


_VOTED = re.compile(r"\b(?:adopt|vot|approuv|ratifi|entérin)\w* (?:à|avec|par) (?:près de |plus de )?$")


def share_of_votes(linker: Linker, view: View) -> None:
    """A share by which something is voted is no help: "ont adopté à 100 % une résolution sur le soutien"."""
    for own in view.candidates:
        if (
            own.unit == "percent"
            and _VOTED.search(linker.text, _since(view, own), own.numeral.start) is not None
        ):
            own.indicator, own.measure, own.scheme, own.base = "other", None, None, None
            own.scenario = "actual"
            for name in ("scenario", "base"):
                own.cues.pop(name, None)


_BASE_WAGE = (
    r"(?:salaires? (?:de base|minimum|minimal|de référence)|niveau de référence|montant de référence)"
)
_WAGE_IS = re.compile(rf"\b{_BASE_WAGE}\b[^.;:\d]{{0,45}}$")
_OF_BASE_WAGE = re.compile(rf" du {_BASE_WAGE}\b")
_DUES_ARE = re.compile(
    r"\b(?:montant|niveau|tarif|cotis\w+|primes?|calcul\w*|contribution|coût)\b[^.;:\d]{0,50}$"
)
_A_LIMIT = re.compile(r"\b(?:plancher|plafond|minimum|minimal|maximum)\b[^.;:\d]{0,20}$")


def base_wage(linker: Linker, view: View) -> None:
    """The base wage, and the least that one may declare, are laid down; dues told as a share of it are a rate of contribution."""
    if linker.context.topic is None:
        return
    for own in view.candidates:
        if own.kind == "money" and own.scenario == "actual" and own.numeral.value < _A_SUM_OF_MANY:
            found = _WAGE_IS.search(linker.text, _since(view, own), own.numeral.start)
            if found is None and linker.answers(view.sentence):
                found = _A_LIMIT.search(linker.text, _since(view, own), own.numeral.start)
            if found is not None and own.measure in (None, "other", "contribution"):
                own.scenario, own.cues["scenario"] = (
                    "rule",
                    (*found.span(), "a wage or limit that the law lays down"),
                )
                own.date_role = own.date_start = own.date_end = None
                own.cues.pop("date", None)
        if own.unit == "percent" and own.measure in (None, "other"):
            scheme = own.scheme or linker.context.scheme or linker.context.topic
            found = _DUES_ARE.search(linker.text, _since(view, own), own.numeral.start)
            if found is not None and _OF_BASE_WAGE.match(linker.text, own.numeral.end) is not None:
                own.scheme, own.measure, own.indicator = (
                    scheme,
                    "contribution_rate",
                    f"{scheme}.contribution_rate",
                )
                own.cues["measure"] = (*found.span(), "dues told as a share of the base wage")
                own.cues.setdefault("scheme", own.cues["measure"])
                own.scenario, own.cues["scenario"] = "rule", own.cues["measure"]
                own.base = own.date_role = own.date_start = own.date_end = None
                for name in ("base", "date"):
                    own.cues.pop(name, None)


_PENSION_DUES = 150_000
"""From so many dong a month on what one pays is no premium of health insurance."""


_WORTH_OF = re.compile(
    r"\b(?:d'une|pour une|avec une|d'un|pour un|avec un|au) (?:valeur|coût|montant|budget|investissement|somme)s?\b[^.;:\d]{0,30}$"
)


def worth_of_things(linker: Linker, view: View) -> None:
    """What things other than cards are worth is no help of insurance: "2.140 maisons d'une valeur de 128 milliards"."""
    for left, own in zip(view.candidates, view.candidates[1:], strict=False):
        if own.kind != "money" or own.measure not in ("support", "benefits") or left.kind != "count":
            continue
        if left.unit != "item" or not left.own_unit or left.indicator != "other":
            continue
        between = linker.text[left.numeral.end : own.numeral.start]
        if _WORTH_OF.search(between) is not None and "carte" not in between and "livret" not in between:
            own.indicator, own.measure, own.scheme = "other", None, None


_DEFINITE = re.compile(r"\b(?:l|d|c|s)es $|\baux $|\bleurs $|\bde (?:ses|ces|leurs) $")
_BOUND = frozenset({"locality", "organization"})


def those_who_must_act(linker: Linker, view: View) -> None:
    """Places and firms that are known, and are told to do something, are counted as fact: "les 18 communes doivent …"."""
    for own in view.candidates:
        if (
            own.unit not in _BOUND
            or own.scenario != "target"
            or own.indicator != "other"
            or own.comparator != "="
        ):
            continue
        cue = own.cues.get("scenario")
        dated = own.cues.get("date", (-1, -1, ""))
        if cue is None or cue[0] < own.numeral.end:
            continue
        if _DEFINITE.search(linker.text, max(0, own.numeral.start - 10), own.numeral.start) is None:
            continue
        own.scenario = "actual"
        own.cues.pop("scenario")
        if dated[0] > own.numeral.end:
            own.date_role = own.date_start = own.date_end = None
            own.cues.pop("date")


_ITS_OWN = re.compile(r"\b(?:ses|leurs|sur ses|de ses) (?:quelque |près de |plus de |environ )?$")


def of_its_own(linker: Linker, view: View) -> None:
    """What a firm or place told of just before has is of a part too: "Une société … doit 15 milliards. Ses 1.140 ouvriers …"."""
    told = linker.told
    if not view.candidates:
        return
    own = view.candidates[0]
    if told is None or told.sentence.paragraph != own.sentence.paragraph or told.scope != "part":
        return
    if own.scope == "whole" and own.unit != "locality":
        found = _ITS_OWN.search(linker.text, view.sentence.start, own.numeral.start)
        if found is not None:
            own.scope, own.cues["scope"] = "part", (*found.span(), "of the firm or place told of before")


def joined_so_far(linker: Linker, view: View) -> None:
    """Those "who have joined", told with the coverage that they make, are all members: "… y ont adhéré, soit 93 % de la population"."""
    for own, right in zip(view.candidates, view.candidates[1:], strict=False):
        if own.measure != "new_participants" or own.scenario != "actual" or own.kind != "count":
            continue
        joined = linker.text[slice(*own.cues["measure"][:2])]
        share = right.measure == "coverage_rate" and right.unit == "percent" and right.scheme == own.scheme
        beside = right.cut in ("continuation", "comma", "paren") and right.scenario == "actual"
        if (
            share
            and beside
            and joined.startswith(("ont ", "a ", "y ont", "se sont"))
            and "change" not in right.cues
        ):
            own.measure, own.indicator = "participants", f"{own.scheme}.participants"


_LOST_OWN = re.compile(r" (?:leurs?|son|sa|ses) \w")


def lost_things(linker: Linker, view: View) -> None:
    """What somebody lost or won is no change of a number: "Ma famille a perdu 42 truies"."""
    for own in view.candidates:
        if own.kind != "count" or own.measure == "growth" or "change" not in own.cues:
            continue
        start, end, _ = own.cues["change"]
        if linker.text.startswith("perd", start) and _LOST_OWN.match(linker.text, end, own.numeral.start):
            own.negative = False  # "3 400 ont perdu leur emploi et 2 100 …"
            own.cues.pop("change")
            continue
        if own.indicator != "other":
            continue
        if linker.text.startswith(("perd", "gagn"), start, end) and own.unit in (
            "item",
            "person",
            "document",
        ):
            own.negative = False
            own.cues.pop("change")


def pension_of_volunteers(linker: Linker, view: View) -> None:
    """A pension, or "retraite", in an article on the voluntary scheme is that one's: "une tirelire de retraite"."""
    if linker.context.topic != "voluntary_social_insurance":
        return
    for own in view.candidates:
        if own.scheme != "social_insurance" or own.measure not in (
            "participants",
            "new_participants",
            "coverage_rate",
        ):
            continue
        start, end, _ = own.cues["scheme"]
        word = next((a for a in linker.atoms[own.pre : own.post] if (a.start, a.end) == (start, end)), None)
        if word is not None and "scheme" not in word.tags and "obligatoire" not in linker.text[start:end]:
            own.scheme, own.indicator = (
                "voluntary_social_insurance",
                f"voluntary_social_insurance.{own.measure}",
            )


def fines_are_no_arrears(linker: Linker, view: View) -> None:
    """A fine, or a surcharge by the day, is neither arrears nor contributions collected: it is `other`."""
    threatened = _FINE_AHEAD.search(linker.text, view.sentence.start, view.sentence.end)
    daily = _EACH_DAY.search(linker.text, view.sentence.start, view.sentence.end)
    for own in view.candidates:
        if (
            threatened is not None
            and own.kind in ("money", "percentage")
            and own.numeral.start > threatened.start()
        ):
            if own.scenario == "actual":
                own.scenario, own.cues["scenario"] = (
                    "rule",
                    (*threatened.span(), "a fine that one may have to pay"),
                )
        if own.unit == "percent" and own.per is None and own.numeral.value < 1 and daily is not None:
            if _FINE.search(linker.text, _since(view, own), own.numeral.start) is not None:
                own.per, own.cues["per"] = "day", (*daily.span(), "a surcharge for each day of delay")
                own.scenario, own.cues["scenario"] = "rule", own.cues["per"]
                own.date_role = own.date_start = own.date_end = None
                own.cues.pop("date", None)
                own.indicator, own.measure, own.base = "other", None, None
        if own.unit == "percent" and own.per == "day" and own.scheme is not None:
            own.indicator, own.measure, own.base = "other", None, None  # a surcharge for each day of delay
            continue
        if own.measure not in ("arrears", "arrears_rate", "collection", "plan_completion", "contribution"):
            continue
        head = (linker.text, view.sentence.start, own.numeral.start)
        fine = max((m.end() for m in _FINE.finditer(*head)), default=-1)
        if fine > max((m.end() for m in _OWED.finditer(*head)), default=-1):
            own.indicator, own.measure, own.base = "other", None, None


def paid_in_by_one(linker: Linker, view: View) -> None:
    """A sum that somebody pays a month, with no pension near it, is a contribution and no benefit."""
    for own in view.candidates:
        if own.kind != "money" or own.per is None or own.measure != "benefits" or own.scheme is None:
            continue
        start, end, _ = own.cues["measure"]
        if _PAYS_IN.fullmatch(linker.text, start, end) and not _PENSION.search(
            linker.text, start, own.numeral.start
        ):
            own.measure, own.indicator = "contribution", f"{own.scheme}.contribution"
            own.scope = "each"
            own.cues["scope"] = (start, end, "a contribution is what each one pays")
            linker._finish_scenario(own)


_OF_CONTRIBUTIONS = re.compile(r"[^.;:,\d]{0,12} de cotisations\b")
_BY_THE_MONTH = re.compile(r"chaque mois|tous les mois|par mois")
_A_SUM_OF_MANY = 1_000_000_000
"""From here on a sum of dong is paid to, or by, more than one."""


def sums_of_many(linker: Linker, view: View) -> None:
    """So large a sum "de cotisations" is collected, and one that is "versé chaque mois" goes to those who are paid."""
    for own in view.candidates:
        if own.kind != "money" or own.numeral.value < _A_SUM_OF_MANY:
            continue
        scheme = own.scheme or linker.context.scheme or linker.context.topic
        told = linker.text[slice(*own.cues["measure"][:2])]
        found = _OF_CONTRIBUTIONS.match(linker.text, linker.atoms[own.last].end)
        if (
            found is not None
            and own.measure in (None, "benefits")
            and linker.context.topic is not None
            and scheme
        ):
            scheme = own.scheme or "insurance"
            own.scheme, own.measure, own.indicator = scheme, "collection", f"{scheme}.collection"
            own.cues["measure"] = own.cues["scheme"] = (*found.span(), "a sum of contributions")
        elif own.measure == "contribution" and told.startswith(("vers", "pai", "règl")):
            own.measure, own.indicator = "benefits", f"{own.scheme}.benefits"
            own.scope, own.scenario = "whole", "actual"
            own.cues.pop("scope", None)
            own.cues["scenario"] = own.cues["measure"]
            if own.per is None and _BY_THE_MONTH.search(told):
                own.per, own.cues["per"] = "month", own.cues["measure"]


_PRONOUN = re.compile(
    r"(?:\ben|\by en a)(?: [^\W\d]+){1,2} (?:encore |déjà |au moins |plus de |environ |près de )?$"
)
_MOVING = re.compile(
    r"\ben (?:hausse|baisse|progression|augmentation|diminution|recul|repli|retrait|avance) (?:de|d')"
)
"""No pronoun: "en hausse de 2 310"."""
_STILL_LEFT = re.compile(
    r"\b(?:n'en|en) (?:rest|compt|demeur|subsist)\w+(?: [^\W\d]+(?:'[^\W\d]+)?){0,3} (?:plus de |près de )?$"
)
_A_NOUN_BEHIND = re.compile(
    r" (?!(?:plus|moins|dans|depuis|hors|fois|autres|dont|mais|sous|restent|vers)\b)[^\W\d]{4,}s\b"
)
"""A plural noun of its own: "remettre en emploi 16 000 demandeurs"."""
_OF_THEM = re.compile(
    r" (?:sont |étaient |)d'entre (?:eux|elles)\b| de ces derni(?:ers|ères)\b| parmi (?:eux|elles)\b| de (?:plus|moins|mieux)\b"
    r"| (?:autres|restante?s|qui restent|qui manquent|manquante?s)\b(?! \w+s\b)| (?:restent|demeurent|sont|se situent) (?:encore |toujours )?(?:sous|en deçà|au-dessous|en dessous)\b"
)
_REACH = 12
"""How many figures back a pronoun may point, or a plan may have been named."""
_SO_TOO = re.compile(
    r"(?: seulement| déjà| à peine)? (?:le sont|l'étaient|l'ont été|le seront|le sont déjà)\b"
)


def counted_by_pronoun(linker: Linker, view: View) -> None:
    """What is counted by a pronoun is what the figure before counts: "… en prend 4 200", "23 d'entre elles", "840 de plus"."""
    for at, own in enumerate(view.candidates):
        head = linker.text[max(view.sentence.start, own.numeral.start - 40) : own.numeral.start]
        by_pronoun = _PRONOUN.search(head) is not None and not _MOVING.search(head)
        by_pronoun = by_pronoun or _STILL_LEFT.search(head) is not None
        by_pronoun = by_pronoun and _A_NOUN_BEHIND.match(linker.text, own.numeral.end) is None
        left = view.candidates[at - 1] if at else linker.told
        if (
            by_pronoun
            and own.kind == "count"
            and not own.own_unit
            and left is not None
            and left.kind == "measure"
        ):
            own.kind, own.unit, own.indicator, own.measure = "measure", left.unit, "other", None
            own.cues["kind"] = own.cues["unit"] = (
                *left.cues["unit"][:2],
                "what was measured before, told by a pronoun",
            )
            continue
        so_too = _SO_TOO.match(linker.text, own.numeral.end)
        of_them = _OF_THEM.match(linker.text, own.numeral.end)
        if own.kind != "count" or (own.own_unit and of_them is None):
            continue
        near = [*view.candidates[max(0, at - _REACH) : at][::-1], *([linker.told] if linker.told else [])]
        if of_them is not None:
            near += linker.counted[::-1][:_REACH]
        left = next((c for c in near if c.kind == "count" and c.unit != "item"), None)
        if left is None:
            continue
        total = left.numeral.out_of
        fewer = total is not None and own.numeral.plain and own.numeral.value <= total and at > 0
        fewer = fewer and not linker._has_unknown_noun(own)
        if not (by_pronoun or so_too or of_them or fewer):
            continue
        own.unit = left.unit
        own.cues["unit"] = (*left.cues["unit"][:2], "what the figure before counts, told by a pronoun")
        if so_too is not None and left.measure == "participants" and own.indicator == "other":
            own.scheme, own.measure, own.indicator = left.scheme, left.measure, left.indicator
            own.cues["measure"] = (own.numeral.end, so_too.end(), "the same is said of the figure before")
        right = view.candidates[at + 1] if at + 1 < len(view.candidates) else None
        if own.unit == "locality" and right is not None and right.scope == "whole":
            linker._threshold(view, at + 1)
        of_those = of_them is not None and left.measure == "beneficiaries" and own.indicator == "other"
        if of_those and of_them is not None and "eux" in of_them[0]:
            own.scheme, own.measure, own.indicator = left.scheme, left.measure, left.indicator
            own.cues["measure"] = (*left.cues["measure"][:2], "measure of what the pronoun stands for")
        counted = left.measure in ("participants", "new_participants", "growth")
        if by_pronoun and counted and left.scheme is not None:
            wanted = "new_participants" if own.scenario == "target" else left.measure
            wanted = "participants" if wanted == "growth" else wanted
            if own.scenario == "actual" and own.date_role == "as_of" and own.date_end is None:
                wanted = "participants"  # "… with 2,345 new ones, it now has 35,120"
            got = own.measure == "beneficiaries" and "obten" in linker.text[slice(*own.cues["measure"][:2])]
            if own.indicator == "other" or own.measure in ("growth", "new_participants") or got:
                own.scheme, own.measure = left.scheme, wanted
                own.indicator, own.negative = f"{left.scheme}.{wanted}", False
                own.cues["measure"] = (*left.cues["measure"][:2], "measure of what the pronoun stands for")


_BUDGET = r"(?:état|budgets?(?: \w+)?|aides?(?: \w+)?|pouvoirs publics|subventions?|fonds(?: \w+)?)"
_PLACE = r"(?:collectivités?|province|ville|municipalité)"
_BEARER = rf"(?:{_BUDGET}|{_PLACE})"
_BEARS = r"(?:règl|acquitt|pren\w+ (?:à (?:sa|leur) charge|en charge)|support|rembours|financ|(?:en|y) ajout|complèt|assum|subventionn|bonifi|régl)"
_BORNE = re.compile(
    rf"\b{_BUDGET}\b[^.;:\n\d]{{0,30}}\b(?:{_BEARS}|pa[iy]|pren|couvr|ajout|vers|aid|soutien|rend)[^.;:\n\d]{{0,25}}$"
    rf"|\b{_PLACE}\b[^.;:\n\d]{{0,30}}\b{_BEARS}[^.;:\n\d]{{0,25}}$"
)
_BORNE_BEHIND = re.compile(
    rf" (?:du montant |de la cotisation |de la prime )?(?:que |qu')(?:l'|le |la |les )?{_BEARER}[^.;:\n\d]{{0,20}}\b(?:{_BEARS}|pa[iy]|pren|couvr|apport|vers|donn)\w*"
    rf"|[^.;:\n\d]{{0,25}} (?:déjà )?(?:accordé|octroyé|versé|consenti|apporté|garanti|alloué)\w* par (?:l'|le |la )?{_BEARER}\b"
    rf"|[^.;:\n\d]{{0,70}} (?:est|sont|étant|sera|seront) (?:à la charge|(?:pris\w* en charge|supporté\w*|financé\w*|réglé\w*|payé\w*) par) ?(?:de |du )?(?:l'|le |la )?{_BEARER}\b"
)
_SUPPORTS = re.compile(
    rf"\b{_BEARER}\b[^.;:\d]{{0,30}}\b(?:soutien\w*|soutenu|aid\w+|subvention\w*|appui\w*|pren\w+|ajout\w+|octroi\w*|accord\w*|pa[iy]\w*)\b[^.;:\d]{{0,40}}$"
)
_OF_DUES = re.compile(
    r" (?:du |de la |des |de leur |de sa )(?:montant |coût |prix )?(?:de (?:la |leur ))?(?:cotisation|prime|tarif|carte)s?\b"
)
_TO_WHOM = re.compile(r" (?:à|aux?|pour) ")
_WILL = re.compile(r"(?:ra|ront|rait|raient)$")
_ALSO_BORNE = re.compile(
    rf"(?:\bet|,|\bvoire|\bpuis)[^.;:\n\d]{{0,12}}(?:\b{_BEARER}\b)?[^.;:\n\d]{{0,25}}$"
    r"|\b(?:sa|leur|cette|la) (?:part|participation|contribution|aide|prise en charge)\b[^.;:\n\d]{0,30}$"
)


def share_borne_by_a_budget(linker: Linker, view: View) -> None:
    """Shares that budgets bear are support: "L'État en acquitte la moitié, le budget provincial un cinquième"."""
    borne: Candidate | None = None
    for at, own in enumerate(view.candidates):
        start = view.candidates[at - 1].numeral.end if at else view.sentence.start
        head = linker.text[start : own.numeral.start]
        found = _BORNE.search(head)
        if found is None and _OF_DUES.match(linker.text, own.numeral.end) is not None:
            found = _SUPPORTS.search(head)
        behind = _BORNE_BEHIND.match(linker.text, own.numeral.end)
        also = borne is not None and _ALSO_BORNE.search(head) is not None
        of_dues = _OF_DUES.match(linker.text, own.numeral.end) is not None
        people = own.base in ("population", "working_age", "workforce", "households")
        people = people and own.cues["base"][0] >= start  # not those named before the brackets
        people = people and "de cotis" not in head and not of_dues and behind is None
        people = people and _TO_WHOM.match(linker.text, own.numeral.end) is None
        if (
            own.unit != "percent"
            or people
            or own.base in ("plan", "amount_due")
            or not (found or also or behind)
        ):
            borne = None
            continue
        context = linker.context
        how = own.cues.get("scheme", ("", "", ""))[2]
        named = own.scheme if "in the figure" in how else borne.scheme if borne is not None else None
        weak = own.scheme if "insured by" not in how else None
        scheme = named or weak or context.scheme or context.topic
        told = own.scheme is not None or context.topic is not None
        if scheme is None or not told or own.measure in ("arrears", "satisfaction_rate"):
            continue
        spot = (start + found.start(), start + found.end()) if found else (start, own.numeral.start)
        spot = behind.span() if behind else spot
        own.scheme, own.measure, own.indicator = scheme, "support", f"{scheme}.support"
        own.cues["measure"] = (*spot, "share that a budget bears")
        if any(word in head for word in linker.spec.language.state):
            own.local = False  # "(l'État en prend déjà 70 %)"
        own.cues.setdefault("scheme", own.cues["measure"])
        own.base = None
        own.cues.pop("base", None)
        said = linker.text[slice(*own.cues["scenario"][:2])]
        if own.scenario == "actual" or (own.scenario == "target" and _WILL.search(said)):
            own.scenario = "rule"
            own.cues["scenario"] = (*spot, "shares of support are set by policy")
            own.date_role = own.date_start = own.date_end = None
            own.cues.pop("date", None)
        borne = own
        right = view.candidates[at + 1] if at + 1 < len(view.candidates) else None
        if (
            right is not None
            and right.kind == "money"
            and right.cut == "continuation"
            and right.measure != "support"
        ):
            right.scheme, right.measure, right.indicator = scheme, "support", f"{scheme}.support"
            right.cues["measure"] = right.cues["scheme"] = (*spot, "what a budget bears, as a sum")
            right.scenario, right.cues["scenario"] = "rule", own.cues["scenario"]
            right.scope, right.cues["scope"] = "each", right.cues["measure"]
            right.date_role = right.date_start = right.date_end = None
            right.cues.pop("date", None)


_TASK_ITEM = re.compile(
    r"\s*(?:[-•+*]|\(?(?:\d{1,2}|[a-z])[.)])\s*(?:[^:;\n\d]{3,90}: ?(?:de |d')?)?([^\W\d]+)"
)


def task_in_the_infinitive(linker: Linker, view: View) -> None:
    """An item of a list that begins with an infinitive ("3) Contrôler 320 entreprises") is a task: its figures are goals."""
    item = _TASK_ITEM.match(linker.text, view.sentence.start)
    if item is None or item[1] not in _INFINITIVE_TASKS:
        return
    for at, own in enumerate(view.candidates):
        if own.scenario == "actual" and "scenario" not in own.cues:
            own.scenario = "target"
            own.cues["scenario"] = (*item.span(1), "a task in the infinitive")
            own.date_role = own.date_start = own.date_end = None
            own.cues.pop("date", None)
            linker.set_date(view, at)


def owed_or_contributed(linker: Linker, view: View) -> None:
    """Money right behind "doivent (encore)" is owed, money right behind "cotise" is a contribution."""
    for own in view.candidates:
        if own.kind != "money":
            continue
        head = (linker.text, max(view.sentence.start, own.numeral.start - 60), own.numeral.start)
        owed = _OWES_MONTHS.search(linker.text, max(view.sentence.start, head[1] - 60), head[2])
        if owed is not None and own.scheme is None:
            named = [m.value for m in view.schemes if owed.start() <= m.start < own.numeral.start]
            own.scheme = named[-1] if named else linker.context.scheme
        owed, contributed = owed or _OWES.search(*head), _CONTRIBUTES.search(*head)
        if (
            own.scheme is None
            and contributed is not None
            and own.per is not None
            and linker.context.topic is not None
        ):
            much = own.per == "month" and own.numeral.value >= _PENSION_DUES
            own.scheme = (
                "voluntary_social_insurance" if much else linker.context.scheme or linker.context.topic
            )
            own.cues["scheme"] = (*contributed.span(), "what one contributes")
        if own.scheme is None and owed is not None and linker.context.topic is not None:
            own.scheme = "insurance"
            own.cues["scheme"] = (*owed.span(), "default: insurance as such")
        if own.scheme is None:
            continue
        if owed is not None:
            own.measure, own.indicator = "arrears", f"{own.scheme}.arrears"
            own.cues["measure"] = (*owed.span(), "what is owed")
            for told in view.candidates:  # "doivent" told no goal
                cue = told.cues.get("scenario")
                if cue is None or not owed.start() <= cue[0] < owed.end():
                    continue
                told.scenario = "actual"
                told.cues["scenario"] = (*owed.span(), "what is owed is fact")
        elif contributed is not None:
            own.measure, own.indicator, own.scope = "contribution", f"{own.scheme}.contribution", "each"
            own.cues["measure"] = (*contributed.span(), "what one contributes")
            own.cues["scope"] = (*contributed.span(), "a contribution is what each one pays")


def several_insurances(linker: Linker, view: View) -> None:
    """The plural tells of several schemes at once, though the article names one: "la dette des assurances"."""
    for own in view.candidates:
        start, end, rule = own.cues["scheme"]
        if (
            own.indicator != "other"
            and "in the figure" in rule
            and linker.text.endswith("assurances", start, end)
        ):
            own.scheme, own.indicator = "insurance", f"insurance.{own.measure}"
    for left, own in zip(view.candidates, view.candidates[1:], strict=False):
        told = own.cues["scheme"]
        if (
            left.scheme == "insurance"
            and told[:2] == left.cues["scheme"][:2]
            and own.measure
            and own.indicator != "other"
        ):
            if not own.indicator.startswith("outreach"):
                own.scheme, own.indicator = "insurance", f"insurance.{own.measure}"


_A_CARD = re.compile(r"\bcartes?\b")


def help_with_cards(linker: Linker, view: View) -> None:
    """Help to those who take the card is with health insurance, where its clause names no scheme."""
    for own in view.candidates:
        told = own.cues.get("scheme", ("", "", ""))[2]
        if own.measure != "support" or own.unit != "percent" or "in the figure" in told:
            continue
        helped = linker.helped
        near = helped is not None and 0 < own.sentence.paragraph - helped.sentence.paragraph <= 2
        if helped is not None and near and told == "scheme of the article" and helped.scheme is not None:
            own.scheme, own.indicator = helped.scheme, f"{helped.scheme}.support"
            own.cues["scheme"] = (*helped.cues["value"][:2], "whom help was told of last")
        found = _A_CARD.search(linker.text, own.numeral.start, _cell_span(linker, own)[1])
        if found is not None and own.scheme != "health_insurance":
            own.scheme, own.indicator = "health_insurance", "health_insurance.support"
            own.cues["scheme"] = (*found.span(), "cards are of health insurance")


def pupils_pay(linker: Linker, view: View) -> None:
    """What pupils pay where no scheme is named is for health insurance, and so is the help with it."""
    payers = [
        a for a in linker.atoms[view.sentence.low : view.sentence.high] if a.tags.get("base") == "students"
    ]
    spans = {(a.start, a.end) for a in payers}
    for own in view.candidates if payers else ():
        rule = own.cues.get("scheme", ("", "", ""))[2]
        joining = own.measure in ("participants", "new_participants")
        joining = joining and own.cues["unit"][:2] in spans
        paying = own.measure in ("contribution", "support")
        behind = _cell_span(linker, own)[1]
        later = all(payer.start >= behind for payer in payers)  # "18 billion, of which 11 for pupils"
        if later and own is not view.candidates[-1]:
            continue
        if (paying or joining) and own.scheme == "insurance" and "in the figure" not in rule:
            own.scheme, own.indicator = "health_insurance", f"health_insurance.{own.measure}"
            own.cues["scheme"] = (payers[0].start, payers[0].end, "pupils pay for health insurance")


def earned_by_one(linker: Linker, view: View) -> None:
    """Money that somebody earns is no growth: "je gagne 200.000 dongs par jour"."""
    for own in view.candidates:
        if own.kind == "money" and own.measure == "growth" and "change" in own.cues:
            start, end, _ = own.cues["change"]
            if linker.text.startswith("gagn", start, end):
                own.indicator, own.measure, own.negative = "other", None, False


def people_without(linker: Linker, view: View) -> None:
    """Who "n'ont pas de carte" are people, where the number has no noun."""
    for own in view.candidates:
        if (
            own.kind == "count"
            and not own.own_unit
            and own.unit == "item"
            and own.cues["measure"][0] > own.numeral.end
        ):
            start, end, _ = own.cues["measure"]
            if (
                linker.text.startswith(("n'", "ne "), start, end)
                and not linker.text[own.numeral.end : start].strip()
            ):
                own.unit, own.cues["unit"] = "person", (start, end, "who has none")


_WORTH = re.compile(
    r"\b(?:valeur|montant|coût|total|soit|somme)\b[^.;:\d]{0,40}$|, pour (?:près de |plus de |environ |quelque )?$"
)


def bare_cards(linker: Linker, view: View) -> None:
    """A card with no scheme of its own is a health insurance card, a booklet one of social insurance."""
    for own in view.candidates:
        if own.measure != "cards" or "in the figure" in own.cues["scheme"][2]:
            continue
        start, end, _ = own.cues["unit"]
        noun = linker.text[start:end]
        scheme = "health_insurance" if noun.startswith("carte") else "social_insurance"
        if noun.startswith(("carte", "livret", "carnet")) and own.scheme != scheme:
            own.scheme, own.indicator = scheme, f"{scheme}.cards"
            own.cues["scheme"] = (start, end, "cards are of health insurance, booklets of social insurance")
    for at, own in enumerate(view.candidates):
        given = [c for c in view.candidates[max(0, at - 2) : at] if c.measure == "cards"]
        told = own.cues.get("scheme", ("", "", ""))[2]
        if (
            own.kind != "money"
            or own.measure not in (None, "support", "benefits", "contribution")
            or "in the figure" in told
            or not given
        ):
            continue
        worth = _WORTH.search(linker.text, given[-1].numeral.end, own.numeral.start)
        if own.measure != "support" and worth is None:
            continue
        schemes = {c.scheme for c in given}
        own.scheme = schemes.pop() if len(schemes) == 1 else "insurance"
        own.measure, own.indicator = "support", f"{own.scheme}.support"
        own.cues["measure"] = own.cues["scheme"] = (*given[-1].cues["unit"][:2], "what cards given are worth")


def that_of_another(linker: Linker, view: View) -> None:
    """Between two percentages "celui de", "celle de": the second is of the same measure as the first."""
    for left, own in zip(view.candidates, view.candidates[1:], strict=False):
        found = _SAME.search(linker.text, left.numeral.end, own.numeral.start)
        if found is None or left.unit != "percent" or own.unit != "percent" or left.indicator == "other":
            continue
        scheme = left.scheme
        if own.scheme is not None and "in the figure" in own.cues["scheme"][2]:
            scheme = own.scheme
        own.scheme, own.measure = scheme, left.measure
        own.indicator = f"{scheme}.{left.measure}"
        own.cues["measure"] = (*found.span(), "the same measure, of another group")


_OF_THE_PREMIUM = re.compile(
    r" (?:de (?:la|leur|sa|cette|chaque|votre|son) |du |des )(?:(?:montant|prix|tarif|coût)s? (?:de la |de leur |de sa |des )?)?(?:cotisation|prime|mensualité)s?\b"
    r"(?! (?:en retard|impayée|non|due|à recouvrer|à percevoir))"
)


_PAYS_ITSELF = re.compile(
    r"\b(?:paie|paient|paye|payent|verse|versent|cotise|cotisent|payer|verser) (?:\w+ )?(?:que )?$"
)


def share_of_the_premium(linker: Linker, view: View) -> None:
    """A share of the premium is what somebody helps with, no rate at which one contributes: "passe de 30 % à 50 % de la cotisation"."""
    for own in view.candidates:
        if (
            own.unit != "percent"
            or own.measure not in ("contribution", "contribution_rate")
            or own.scheme is None
        ):
            continue
        found = _OF_THE_PREMIUM.match(linker.text, own.numeral.end)
        payer = _PAYS_ITSELF.search(linker.text, view.sentence.start, own.numeral.start)
        if found is not None and payer is None and own.base is None:
            own.measure, own.indicator = "support", f"{own.scheme}.support"
            own.cues["measure"] = (*found.span(), "a share of the premium")
            own.scenario, own.cues["scenario"] = "rule", own.cues["measure"]


_AT_AN_EVENT = re.compile(
    r"\b(?:défilé|cérémonie|meeting|rassemblement|marche|caravane|lancement|conférence|réunion|séance|atelier|séminaire|rencontre|causerie|dialogue)s?\b"
    r"[^.;:\n]{0,80}\b(?:et|avec|de) (?:plus de |près de |environ |quelque )?$"
)


def at_an_event(linker: Linker, view: View) -> None:
    """Participants told with what was organised attend it: "ont organisé des défilés avec 74 voitures et plus de 5.200 participants"."""
    for own in view.candidates:
        if own.measure != "participants" or own.unit != "person" or "in the figure" in own.cues["scheme"][2]:
            continue
        if not linker.text.startswith(("participants", "personnes"), own.numeral.end + 1):
            continue
        found = _AT_AN_EVENT.search(linker.text, view.sentence.start, own.numeral.start)
        if found is not None:
            own.indicator, own.measure, own.scheme = "outreach.attendees", "attendees", None
            own.cues["measure"] = (*found.span(), "who come to what is organised")


_WAGE = re.compile(
    r" (?:de |du |des )(?:la |leurs? |sa |son |ses |votre |mon |notre |dernier )?"
    r"(?:salaires?|rémunérations?|fonds de salaires?|masse salariale|paie|traitements?|revenus? (?:mensuels?|déclarés?|choisis?))\b"
)
_PAYS = re.compile(r"cotis|contribu|\bpa[iy]|\bvers|prélev|reten")
_PAYER = re.compile(
    r"\b(?:employeur|travailleur|salarié|entreprise|ouvrier|patron|état)\w*\b[^.;:\n\d]{0,30}$"
)
_PAID_IN = frozenset({None, "coverage_rate", "contribution_rate", "benefits"})
_BY_RATE = re.compile(r"\btaux (?:(?:est|étant|reste|demeure)(?: fixé)? )?(?:de|à) $")
_PENSION_OF = re.compile(
    r"\b(?:pension|allocation|indemnité|rente|prestation)s?\b[^.;:,\d]{0,25}$|\b(?:perçoi\w+|touch\w+|reçoi\w+)(?: de)?(?: \w+)? $"
)
_PAYER_PAYS = re.compile(
    r"\b(?:employeur|travailleur|salarié|patron|ouvrier)s?(?: [^\W\d]+){0,3} (?:verse|paie|paye|cotise|acquitte|contribue)(?:nt|r)?(?: à hauteur de| environ)? $"
)


def rate_of_wages(linker: Linker, view: View) -> None:
    """A share of wages that is paid in is a rate of contribution: "cotiser 1 % de son salaire", and what the other side adds."""
    rate: Candidate | None = None
    for at, own in enumerate(view.candidates):
        if (
            own.measure == "beneficiaries"
            and own.unit == "percent"
            and _WAGE.match(linker.text, own.numeral.end)
        ):
            own.measure, own.indicator = (
                "benefits",
                f"{own.scheme}.benefits",
            )  # "… perçoit 45 % de son salaire"
        if own.unit != "percent" or own.measure not in _PAID_IN:
            continue
        start = view.candidates[at - 1].numeral.end if at else view.sentence.start
        scheme = own.scheme or linker.context.scheme or linker.context.topic
        if _PENSION_OF.search(linker.text, start, own.numeral.start):
            if own.measure != "benefits" and scheme is not None and _WAGE.match(linker.text, own.numeral.end):
                own.scheme, own.measure, own.indicator = scheme, "benefits", f"{scheme}.benefits"
            continue  # "a pension of 45 % of the mean wage"
        waged = _WAGE.match(linker.text, own.numeral.end) is not None
        waged = waged and _PAYS.search(linker.text, start, view.sentence.end) is not None
        head = (linker.text, start, own.numeral.start)
        listed = rate is not None and rate is view.candidates[at - 1] and own.cut in ("comma", "conjunction")
        rated = own.base is None and _BY_RATE.search(*head) is not None
        if own.measure == "benefits" and not listed and not rated and not _PAYER.search(*head):
            continue  # "the fund pays 60 % of the wage"
        added = rate is not None and (listed or _PAYER.search(*head) is not None)
        right = view.candidates[at + 1] if at + 1 < len(view.candidates) else None
        monthly = (
            right is not None and right.kind == "money" and (right.per or right.measure == "contribution")
        )
        told = rated and monthly
        waged = waged or (own.base is None and _PAYER_PAYS.search(*head) is not None)
        if scheme is None or linker.context.topic is None or not (waged or added or told):
            continue
        own.scheme, own.measure, own.indicator = scheme, "contribution_rate", f"{scheme}.contribution_rate"
        own.base = own.date_role = own.date_start = own.date_end = None
        own.cues.pop("base", None)
        own.cues.pop("date", None)
        own.cues["measure"] = (own.numeral.start, own.numeral.end, "share of wages that is paid in")
        said = linker.text[slice(*own.cues.get("scenario", (0, 0))[:2])]
        bound = own.scenario == "target" and said in linker.spec.deadline.duty  # "est tenu de cotiser 1 %"
        if own.scenario == "actual" or bound:
            own.scenario, own.cues["scenario"] = "rule", own.cues["measure"]
        rate = own
        if told and right is not None and right.indicator in ("other", f"{scheme}.coverage_rate"):
            right.scheme, right.measure, right.indicator = scheme, "contribution", f"{scheme}.contribution"
            right.scope, right.cues["scope"] = "each", own.cues["measure"]
            right.cues["measure"] = (own.numeral.start, own.numeral.end, "sum told by its rate")
        if told and right is not None and right.measure == "contribution" and right.scenario == "actual":
            right.scenario, right.cues["scenario"] = "rule", own.cues["measure"]


_CASHLESS = re.compile(
    r"\b(?:par|via|sur|vers) (?:(?:un|leurs?|des|le|la|une) )?(?:virements?|comptes?|carte bancaire|banque)\b|sans (?:espèces|numéraire|argent liquide)"
    r"|virements? bancaires?|comptes? bancaires?|par voie (?:bancaire|électronique)"
)


def paid_without_cash(linker: Linker, view: View) -> None:
    """How pensions are paid is no measure of them: a share paid "par virement", "sans espèces" is of those who get them."""
    other = None
    for at, own in enumerate(view.candidates):
        if own.unit != "percent" or own.measure not in _PAID:
            other = None
            continue
        start = view.candidates[at - 1].numeral.end if at else view.sentence.start
        end = view.candidates[at + 1].numeral.start if at + 1 < len(view.candidates) else view.sentence.end
        found = _CASHLESS.search(linker.text, start, end)
        if found is None and other is None:
            continue
        other = found.span() if found is not None else other
        own.indicator, own.measure = "other", None
        if own.base is None:
            own.base, own.cues["base"] = "group", (*(other or own.cues["value"][:2]), "of those who are paid")


_OF_NAMED = re.compile(
    r" (?:seulement |à peine |environ )?(?:des|de (?:ses|leurs|ces|nos)|de tous les|de toutes les) (\w+)s\b"
)
_OF_THOSE = re.compile(r" d'entre (?:eux|elles)\b")
_AMONG = re.compile(
    r"\bparmi (?:les|ses|leurs|nos) (\w+)s\b[^.;:\d]{0,40}?,? (?:plus de |près de |environ )?$"
)
_THE_SHARE_OF = re.compile(r"\b(?:la (?:part|proportion)|le pourcentage) des (\w+)s\b")
_NO_GROUP = re.compile(
    r"recette|dépense|coût|frai|cotisation|capitau|fond|salaire|revenu|somme|montant|soin|prévision|objectif|ressource|besoin|terre"
    r"|territoire|sol|route|rue|eau|énergie|production|construction|logement|bâtiment|déchet|marchandise|produit|parcelle|culture|récolte"
    r"|investissement|exportation|importation|surface|superficie|vente|échange|tâche|point|forêt|arriéré|dette|impayé|indicateur|estimation"
)
_SHARES = frozenset({None, "coverage_rate", "satisfaction_rate", "beneficiaries", "claims", "cards"})
_PART_OF_THEM = re.compile(r"\bdont (?:plus de |près de |environ |quelque |seulement )?$")


def _counted_base(linker: Linker, counted: Candidate) -> Base | None:
    """The base that the noun tells which a figure counts: inhabitants are the population, workers the workforce."""
    atoms = linker.atoms[counted.index : counted.last + 2]
    return (
        next((a.tags["base"] for a in atoms if "base" in a.tags), None) if counted.kind == "count" else None
    )


_OF_A_THING = re.compile(r" (?:des|du|de la|de l'|de (?:ses|leurs|ces|nos)) ?(\w+)")


def share_of_things(linker: Linker, view: View) -> None:
    """A share of things in a clause of its own is not insured for a share of people before it: "…, mais 54 % des terres"."""
    for own in view.candidates:
        if (
            own.unit != "percent"
            or own.measure != "coverage_rate"
            or own.cut not in ("clause", "strong", "comma")
        ):
            continue
        found = _OF_A_THING.match(linker.text, own.numeral.end)
        told = own.cues["measure"][2]
        if found is not None and _NO_GROUP.match(found[1]) is not None and "before" in told:
            own.indicator, own.measure, own.scheme, own.base = "other", None, None, None


def share_of_a_named_group(linker: Linker, view: View) -> None:
    """A share "des demandeurs d'emploi" is one of a group; one behind "dont" is of what was counted, or of the same as before."""
    for at, own in enumerate(view.candidates):
        if (
            own.unit != "percent"
            or own.base is not None
            or own.measure not in _SHARES
            or "change" in own.cues
        ):
            continue
        found = _OF_NAMED.match(linker.text, own.numeral.end)
        if found is not None and _NO_GROUP.match(found[1]) is None:
            own.base, own.cues["base"] = "group", (*found.span(1), "share of those named")
            later = own.scheme is not None and own.cues["scheme"][2] == "scheme later in the sentence"
            if later and own.measure is None:
                own.measure, own.indicator = "coverage_rate", f"{own.scheme}.coverage_rate"
                own.cues["measure"] = own.cues["scheme"]
        noun = next((a for a in linker.atoms[own.last + 1 : own.post][:2] if "unit" in a.tags), None)
        those = _OF_THOSE.match(linker.text, own.numeral.end)
        share = _THE_SHARE_OF.search(linker.text, own.numeral.end, _cell_span(linker, own)[1])
        share = share or _AMONG.search(linker.text, _cell_span(linker, own)[0], own.numeral.start)
        if share is not None and _NO_GROUP.match(share[1]) is not None:
            share = None
        if own.base is None and (those is not None or share is not None):
            counted = view.candidates[at - 1] if at else linker.told
            told = _counted_base(linker, counted) if those is not None and counted is not None else None
            own.base, own.cues["base"] = told or "group", (*(those or share).span(), "share of those named")  # type: ignore[union-attr]
        elif (
            own.base is None
            and noun is not None
            and noun.tags["unit"] == "person"
            and "measure" not in noun.tags
        ):
            if linker.text[own.numeral.end : noun.start] in (" de ", " d'"):
                own.base, own.cues["base"] = "group", (noun.start, noun.end, "share of those named")
        left = view.candidates[at - 1] if at else None
        asked = own.measure == "satisfaction_rate" and left is not None
        if left is not None and asked and own.base is None and (left.kind, left.unit) == ("count", "person"):
            own.base, own.cues["base"] = "group", (*left.cues["unit"][:2], "share of those asked")
        if left is None or _PART_OF_THEM.search(linker.text, left.numeral.end, own.numeral.start) is None:
            continue
        if left.base in ("workforce", "working_age", "population", "students"):
            own.base, own.cues["base"] = left.base, left.cues["base"]
        elif left.kind == "count" and left.unit not in ("item", "locality"):
            own.base, own.cues["base"] = "group", (*left.cues["unit"][:2], "share of those just counted")


_TOTAL = re.compile(
    r"\bport(?:ant|e|ent|é|ait)\b[^.;:\d]{0,15}\b(?:total|nombre|effectif)s?\b[^.;:\d]{0,60} à (?:près de |plus de |environ |quelque )?$"
)


def total_led_to(linker: Linker, view: View) -> None:
    """What new members bring the number to is the stock: "… 1 230 personnes, portant le total à 35 120, soit 4,1 %"."""
    for at, own in enumerate(view.candidates):
        if own.measure != "new_participants" or own.scheme is None:
            continue
        found = _TOTAL.search(linker.text, view.sentence.start, own.numeral.start)
        if found is None:
            continue
        own.measure, own.indicator = "participants", f"{own.scheme}.participants"
        own.cues["measure"] = (*found.span(), "the total that new ones bring it to")
        right = view.candidates[at + 1] if at + 1 < len(view.candidates) else None
        if (
            right is not None
            and right.unit == "percent"
            and right.cut == "continuation"
            and right.indicator == "other"
        ):
            right.scheme, right.measure, right.indicator = (
                own.scheme,
                "coverage_rate",
                f"{own.scheme}.coverage_rate",
            )
            right.cues["measure"] = right.cues["scheme"] = own.cues["measure"]


def listed_before_what_they_are(linker: Linker, view: View) -> None:
    """Bare shares in a list are of the measure that its last one tells: "Tan An (98 %) et Ea Drang (97 %), pour l'assurance maladie"."""
    for own, right in zip(view.candidates[-2::-1], view.candidates[::-1], strict=False):
        bare = own.unit == right.unit == "percent" and own.measure is None and own.base is None
        listed = right.cut in ("comma", "conjunction", "paren") and right.measure == "coverage_rate"
        places = (
            own.scope == right.scope == "part" and right.measure == "coverage_rate" and own.scheme is None
        )
        if bare and places and own.indicator == "other" and right.scheme is not None:
            own.scheme, own.measure, own.indicator = right.scheme, right.measure, right.indicator
            own.cues["measure"] = own.cues["scheme"] = (
                *right.cues["measure"][:2],
                "what is told of the next place",
            )
        elif (
            bare
            and listed
            and own.scheme == right.scheme
            and "in the figure" not in own.cues.get("scheme", ("", "", "in the figure"))[2]
            and linker.told is not own
            and not any("measure" in a.tags for a in linker.atoms[view.sentence.low : own.index])
        ):
            own.measure, own.indicator = right.measure, right.indicator
            own.cues["measure"] = (*right.cues["measure"][:2], "measure told at the list's end")


_OUT_OF = re.compile(
    r"\b(?:sur|parmi)(?: les| ses| un total de| un effectif de| l'ensemble des)? (?:près de |plus de |environ |quelque )?$"
)


def share_of_a_total_named_first(linker: Linker, view: View) -> None:
    """The share behind "Sur 52 300 élèves, 51 870 sont assurés" is of those first named; pupils are in health insurance."""
    total = None
    for own in view.candidates:
        if own.kind == "count" and _OUT_OF.search(linker.text, view.sentence.start, own.numeral.start):
            named = (a.tags["base"] for a in linker.atoms[own.last : own.last + 2] if "base" in a.tags)
            total = next(named, None)
        elif total is not None and own.indicator.endswith((".participants", ".coverage_rate")):
            if total == "students" and own.scheme == "insurance":
                own.scheme = "health_insurance"
                own.indicator = f"{own.scheme}.{own.measure}"
            if own.unit == "percent" and own.base is None and own.cut == "continuation":
                own.base, own.cues["base"] = (
                    total,
                    (*own.cues["measure"][:2], "share of the total named first"),
                )


_LAID_DOWN = re.compile(r"prév|fix|accord|propos")


def support_laid_down(linker: Linker, view: View) -> None:
    """A share of support that an act lays down is a rule, though its words could tell a goal: "la résolution prévoit une aide de 10 %"."""
    for own in view.candidates:
        if own.measure == "support" and own.unit == "percent" and own.scenario == "target":
            start, end, _ = own.cues["scenario"]
            if (
                _LAID_DOWN.search(linker.text, start, end)
                and "résolution" in linker.text[view.sentence.start : start]
            ):
                own.scenario, own.cues["scenario"] = "rule", (start, end, "what an act lays down")
                own.date_role = own.date_start = own.date_end = None
                own.cues.pop("date", None)


_FALLING = r"rédui\w+|réduction|baiss\w*|abaiss\w+|diminu\w+|allég\w+"
_RISING = r"augment\w+|relev\w+|relèv\w+|accro\w+|hausse|rehauss\w+"
_OBJECT = re.compile(
    rf"\b(?:({_FALLING})|{_RISING})\b (?:le|la|les|l'|leurs?|son|sa|ses|du|des|de la|de l'|ce|cette|ces)\b([^.,;:\d\n()]{{3,60}}?)"
    r" (?:de |d')(?:près de |plus de |environ |quelque |au moins )?$"
)
_LED_TO = re.compile(r"(?:^| )(?:à|au|aux|sous|jusqu'à)(?: |$)|(?:moins|plus|près|dessous|dessus|deçà|delà)$")
_CHANGEABLE = frozenset(
    {None, "coverage_rate", "arrears_rate", "participants", "arrears", "collection", "plan_completion"}
)


def change_of_an_object(linker: Linker, view: View) -> None:
    """What a change is said of may stand before its size: "réduire le taux de pauvreté de 1 à 1,5 %"."""
    for at, own in enumerate(view.candidates):
        if "change" in own.cues or own.kind not in ("percentage", "money") or own.measure not in _CHANGEABLE:
            continue
        start = view.candidates[at - 1].numeral.end if at else view.sentence.start
        found = _OBJECT.search(linker.text, start, own.numeral.start)
        if found is None or _LED_TO.search(found[2]):
            continue
        own.negative = found[1] is not None
        own.cues["change"] = (*found.span(), "change of what stands between")
        own.base = None
        own.cues.pop("base", None)
        if own.indicator != "other" and own.scheme is not None:
            own.measure, own.indicator = "growth", f"{own.scheme}.growth"


_NAME = r"(?!(?:Viet|Việt|Vietnam|Têt|Tet|Mme|Mmes|MM|Mlle|Noël|Asie|Europe|Chine)\b)[A-ZÀĐ][a-zà-ỹđ'’]+(?:[ -][A-ZÀĐ][a-zà-ỹđ'’]+){0,3}"
_PLACED_BEFORE = re.compile(rf"(?:^\s*|[.,;:(–-] ?|\bet )(?:à|À|A) ({_NAME})(?=[ ,])")
_NAMED_BEFORE = re.compile(
    rf"(?:^|[ (])({_NAME}) \((?:plus de |près de |environ )?$"
    rf"|(?:^\s*|, )((?!La |Le |Les |Un |Une |Ce |Cette )(?=\S+ [A-ZÀĐ]){_NAME}) (?:compte|comptait|recense|recensait|dénombre|dénombrait|totalise)\b[^.;:]{{0,60}}$"
)
_PLACED_BEHIND = re.compile(rf"[^.,;:\d\n()]{{0,30}}? (?:à|pour) ({_NAME})(?=[ ,.;:)\n]|$)")


_FIRM = r"(?:entreprise|société|usine|coopérative|fabrique|compagnie|atelier|clinique|fabricant)s?"
_PART_NAMED = re.compile(
    rf"\b(?:[Ll]'[Aa]gence|[Aa]ntenne|[Cc]aisse|[Aa]ssurance sociale(?: de base)?|BHXH(?: de base)?|{_FIRM}(?: (?:de|d')[ ]?[^\W\d]+s?)?) (?:de |d'|du )({_NAME})"
    rf"|\b((?:Société|Entreprise|Compagnie|SARL|Coopérative|Usine|Groupe)(?: par actions| à responsabilité limitée| de| d'[^\W\d]+)*) {_NAME}"
    rf"|\b(?:communes|quartiers|districts|hameaux|localités|villages)(?:,| :| \()?(?: à savoir| comme| tels que| telles que)?(?: de)? ({_NAME})"
    r"|\b[Cc]hez (?:une?|le|la|l') ?(fabricant|employeur|sous-traitant|exportateur|producteur|constructeur|industriel|transformateur|confectionneur|armateur|entreprise|société|compagnie)\b"
    r"|\b(à (?:elle|lui|eux|elles) seule?s?)\b"
)


def of_a_named_part(linker: Linker, view: View) -> None:
    """What an agency's branch, a firm or listed communes have, which their names tell, is of a part: "L'agence de Long Ho …"."""
    for found in _PART_NAMED.finditer(linker.cased, view.sentence.start, view.sentence.end):
        low, high = found.span(found.lastindex or 0)
        if any(
            "province" in a.tags and a.start < high and low < a.end
            for a in linker.atoms[view.sentence.low : view.sentence.high]
        ):
            continue
        stop = linker.text.find(";", high, view.sentence.end)
        for own in view.candidates:
            behind = own.numeral.start > high and (stop < 0 or own.numeral.end < stop)
            if behind and own.scope == "whole" and own.unit != "locality" and own.scenario != "rule":
                own.scope, own.cues["scope"] = "part", (low, high, "a branch, firm or commune is named")


_SORTED_PLACES = frozenset({"locality", "organization"})


def barrier_of_the_whole(linker: Linker, view: View) -> None:
    """A barrier that sorts no places is only how high something is: "faire repasser les retards sous la barre de 2,5 %"."""
    for own in view.candidates:
        start, end, rule = own.cues.get("scope", (0, 0, ""))
        money = linker.money if linker.money is not None and linker.money.measure == "arrears" else None
        owed = money is not None and linker.context.covered_scheme is None
        if own.scope == "threshold" and own.measure == "coverage_rate" and own.scenario == "target" and owed:
            scheme = (money.scheme if money is not None else None) or "insurance"
            own.scheme, own.measure, own.indicator = scheme, "arrears_rate", f"{scheme}.arrears_rate"
            own.base = own.base or "amount_due"
            own.cues.setdefault("base", own.cues["scope"])
        if own.scope != "threshold" or rule != "threshold word" or own.measure != "arrears_rate":
            continue
        if _BARRIERS.search(linker.text, start, end) is None:
            continue
        told = linker.atoms[own.pre : own.post]
        places = (a for a in told if a.tags.get("unit") in _SORTED_PLACES or "place_part" in a.tags)
        if all(a.tags.get("scope") == "whole" for a in places):
            own.scope = "whole"
            del own.cues["scope"]


_BROUGHT = re.compile(
    r"\b(?:r?am[eè]n(?:er|é|ant|e|ent)|attir(?:er|é|ant)|ralli(?:er|é)|rattacher|intégrer|inscrire|enrôler|recruter)(?: \w+){0,3} (?:à la|à l'|au|aux|dans l[ae']|dans les?|vers l[ae'])[^.;:\d]{0,60}$"
)


def brought_in(linker: Linker, view: View) -> None:
    """Who is to be brought to an insurance is a new member: "ramener à l'assurance volontaire 4.500 personnes"."""
    for own in view.candidates:
        if own.unit != "person" or own.measure != "participants" or "change" in own.cues:
            continue
        found = _BROUGHT.search(linker.text, view.sentence.start, own.numeral.start)
        if found is not None and own.cues["scheme"][0] >= found.start():
            own.measure, own.indicator = "new_participants", f"{own.scheme}.new_participants"
            own.cues["measure"] = (*found.span(), "who is brought to an insurance")


_WON = re.compile(
    r"\b(?:trouv|recrut|décroch|mobilis|convain|enrôl|démarch|rassembl|inscri|gagn)\w*(?: \w+){0,2} (?:au moins |environ |quelque |près de |plus de )?$"
)


def yet_to_be_won(linker: Linker, view: View) -> None:
    """Members that are yet to be found are new ones: "nous devons encore trouver 3 120 adhérents volontaires"."""
    for own in view.candidates:
        if own.measure != "participants" or own.scenario != "target" or own.scheme is None:
            continue
        found = _WON.search(linker.text, view.sentence.start, own.numeral.start)
        if found is not None and own.kind == "count":
            own.measure, own.indicator = "new_participants", f"{own.scheme}.new_participants"
            own.cues["measure"] = (*found.span(), "members yet to be won")


_BARE_RATE = re.compile(
    r"\b(?:un|le|ce|leur|du|au|son) taux (?:de |d'|est de |était de |à )?(?:au moins |plus de |près de |environ )?$"
)


_OF_WHAT_WAS_PLANNED = re.compile(
    r" de ce qu(?:e |i |'|'il )[^.;:,\d]{0,40}\b(?:fixé|prévu|prévoyai\w+|prévoit|assigné|planifié|demandé|attendu|visé|programmé)\w*"
)
_OF_WHAT_IS_DUE = re.compile(
    r" de ce qu(?:e |i |'|'il )[^.;:,\d]{0,40}\b(?:perçu|percevoir|dûe?s?|dues?|recouvr\w+|doivent|doit|exigible|collecté|encaissé|versé)\b"
)


def of_what_is_told(linker: Linker, view: View) -> None:
    """A share "de ce que la province avait fixé" is of the plan, one "de ce qui doit être perçu" of the sum due."""
    for at, own in enumerate(view.candidates):
        if own.unit != "percent":
            continue
        planned = _OF_WHAT_WAS_PLANNED.match(linker.text, own.numeral.end)
        due = _OF_WHAT_IS_DUE.match(linker.text, own.numeral.end) if planned is None else None
        found = planned or due
        if found is None or linker.context.topic is None:
            continue
        left = view.candidates[at - 1] if at else None
        own.base, own.cues["base"] = (
            "plan" if planned else "amount_due",
            (*found.span(), "what the share is of"),
        )
        scheme = own.scheme or (left.scheme if left is not None and left.indicator != "other" else None)
        scheme = "insurance" if due is not None and own.indicator == "other" else scheme
        if scheme is None:
            continue
        measure = "plan_completion" if planned else "arrears_rate"
        if due is not None and own.measure not in (
            None,
            "arrears",
            "arrears_rate",
            "collection",
            "plan_completion",
        ):
            continue
        own.scheme, own.measure, own.indicator = scheme, measure, f"{scheme}.{measure}"
        own.cues["measure"] = own.cues["base"]
        if planned is not None and own.scenario == "target" and "scenario" in own.cues:
            if planned.start() <= own.cues["scenario"][0] < planned.end():
                own.scenario = "actual"
                del own.cues["scenario"]


_LED_ON_TO = re.compile(
    r"\bpour (?:atteindre|arriver à|s'élever à|se monter à|s'établir à|se hisser à) (?:près de |plus de |environ |quelque )?$"
)


def level_behind_growth(linker: Linker, view: View) -> None:
    """What a growth led to is no goal but a stock: "a gagné 7,2 % pour atteindre 138.640"."""
    for left, own in zip(view.candidates, view.candidates[1:], strict=False):
        if left.measure != "growth" or left.scenario != "actual" or own.kind != "count":
            continue
        if own.own_unit and own.unit != "person":
            continue
        found = _LED_ON_TO.search(linker.text, left.numeral.end, own.numeral.start)
        if found is None or left.scheme is None or left.kind == "money":
            continue
        own.unit, own.scheme, own.measure = "person", left.scheme, "participants"
        own.indicator = f"{left.scheme}.participants"
        own.cues["measure"] = own.cues["scheme"] = own.cues["unit"] = (
            *found.span(),
            "what the growth led to",
        )
        own.scenario = "actual"
        own.date_role, own.date_start, own.date_end = left.date_role, left.date_start, left.date_end
        for name in ("scenario", "date"):
            own.cues.pop(name, None)
            if name in left.cues:
                own.cues[name] = left.cues[name]


_TO_INSURE = re.compile(r"\bassurer (?:au moins |plus de |près de )?$")
_TWO_THIRDS = 67


def insured_people(linker: Linker, view: View) -> None:
    """Whom a goal is to insure are the health insured, and so is any large share of nobody that its clause names."""
    for own in view.candidates:
        if own.unit != "percent" or linker.context.topic is None:
            continue
        found = _TO_INSURE.search(linker.text, view.sentence.start, own.numeral.start)
        if found is not None and own.base in ("population", "students") and own.measure is None:
            own.scheme, own.measure, own.indicator = (
                "health_insurance",
                "coverage_rate",
                "health_insurance.coverage_rate",
            )
            own.cues["measure"] = own.cues["scheme"] = (*found.span(), "people to be insured")
        told = own.cues.get("scheme", ("", "", ""))[2]
        many = own.measure == "coverage_rate" and own.numeral.value >= _TWO_THIRDS
        if many and own.scheme == "voluntary_social_insurance" and "in the figure" not in told:
            own.scheme, own.indicator = "health_insurance", "health_insurance.coverage_rate"
            own.cues["scheme"] = (*own.cues["value"][:2], "more than take part in the voluntary scheme")


_RATIO = re.compile(r"\b(?:le|ce) (?:ratio|taux)\b[^.;:\d]{0,40}$")


def rate_of_arrears_again(linker: Linker, view: View) -> None:
    """A ratio named behind a sum that is owed is that of what is owed: "Le ratio, de 3,05 %"."""
    money = linker.money
    if not view.candidates:
        return
    only = linker.context.rate == "arrears_rate" and linker.context.covered_scheme is None
    owes = money is not None and money.measure == "arrears" and money.scheme is not None
    scheme = money.scheme if owes and money is not None else linker.context.rate_scheme
    if scheme is None or not (owes or only):
        return
    own = view.candidates[0]
    bare = own.unit == "percent" and own.measure is None and own.base is None and not view.measures
    told = linker.told
    found = _RATIO.search(linker.text, view.sentence.start, own.numeral.start)
    if not bare or told is None or found is None:
        return
    owed = told.measure in ("arrears", "arrears_rate") and told.sentence.paragraph == view.sentence.paragraph
    if not owed and not only and not (linker.context.rate == "arrears_rate" and found[0].startswith("ce ")):
        return
    own.scheme, own.measure, own.indicator = scheme, "arrears_rate", f"{scheme}.arrears_rate"
    own.base, own.cues["base"] = "amount_due", (*found.span(), "the ratio of what is owed")
    own.cues["measure"] = own.cues["scheme"] = own.cues["base"]
    context = linker.context
    context.rate, context.rate_scheme, context.rate_cue = own.measure, own.scheme, own.cues["base"]
    context.rate_paragraph = view.sentence.paragraph


_AIMS_AT = re.compile(
    r"\b(?:vis(?:e|ent|er)|objectif est (?:de|d'atteindre)|(?:re)?joindre|atteindre|parvenir à|arriver à|espèr(?:e|ent)|ambitionne) (?:les )?(?:au moins |plus de )?$"
)


def bare_rate(linker: Linker, view: View) -> None:
    """A rate of nothing named, a goal or behind members, is the coverage of the article's scheme: "atteindre un taux de 95 %"."""
    topic = linker.context.topic
    for at, own in enumerate(view.candidates):
        bare = own.unit == "percent" and own.indicator == "other" and own.measure is None
        if not bare or topic in (None, "insurance") or own.base not in (None, "population", "households"):
            continue
        aimed = _AIMS_AT.search(linker.text, view.sentence.start, own.numeral.start) is not None
        aimed = aimed and own.scenario == "target" and own.numeral.value >= 80 and own.base is None
        aimed = aimed and linker.context.covered_scheme == topic
        aimed = aimed and all(m.value in ("events", "attendees") for m in view.measures)
        if not aimed and _BARE_RATE.search(linker.text, view.sentence.start, own.numeral.start) is None:
            continue
        members = any(c.measure in ("participants", "new_participants") for c in view.candidates[:at])
        if not aimed and not members and (own.scenario != "target" or linker.context.rate != "coverage_rate"):
            continue
        told = next((c for c in view.candidates[:at][::-1] if c.scheme is not None), None)
        own.scheme = told.scheme if told is not None else topic
        own.measure, own.indicator = "coverage_rate", f"{own.scheme}.coverage_rate"
        own.cues["measure"] = own.cues["scheme"] = (
            *own.cues["value"][:2],
            "a rate of the scheme that the article is about",
        )


_TAKES_OVER = re.compile(
    rf"\b{_BEARER}\b[^.;:\n\d]{{0,30}}\b(?:pren\w+|support\w+|assum\w+|pa[iy]\w+|aid\w+|soutien\w+|subventionn\w+|accord\w+)[^.;\n\d]{{0,60}}: ?$"
)


def shares_listed_behind(linker: Linker, view: View) -> None:
    """Shares listed behind "L'État en prend une partie à sa charge :" are support, each for its group."""
    first = next((c for c in view.candidates if c.unit == "percent"), None)
    if first is None or linker.context.topic is None:
        return
    found = _TAKES_OVER.search(linker.text, view.sentence.start, first.numeral.start)
    if found is None:
        return
    scheme = first.scheme if "in the figure" in first.cues.get("scheme", ("", "", ""))[2] else None
    scheme = scheme or linker.context.scheme or linker.context.topic
    for own in view.candidates:
        if own.unit != "percent" or own.base in ("plan", "amount_due") or own.numeral.start < found.end():
            continue
        own.scheme, own.measure, own.indicator = scheme, "support", f"{scheme}.support"
        own.base, own.scope = None, "whole"
        for name in ("base", "scope"):
            own.cues.pop(name, None)
        own.cues["measure"] = own.cues["scheme"] = (*found.span(), "shares listed of what a budget bears")
        own.scenario, own.cues["scenario"] = "rule", own.cues["measure"]
        own.date_role = own.date_start = own.date_end = None
        own.cues.pop("date", None)


_ONE_OF_A_KIND = re.compile(
    r"\b(?:la|le|l'|une?|toute?|tout|chaque) ?(?:participante?|adhérente?|assurée?|affiliée?|cotisante?|mère|salariée?|travailleu(?:r|se)|retraitée?"
    r"|pensionnée?|femme|personne|bénéficiaire|élève|membre)\b[^.;:\n]{0,90}$"
)
_RECEIVES = re.compile(
    r"\b(?:reçoi(?:t|vent)|perçoi(?:t|vent)|touche(?:nt)?|bénéficie(?:nt)?|obtien(?:t|nent)|(?:a|ont) droit|(?:sont|est) (?:indemnisé|aidé|soutenu|dédommagé)e?s?)\b"
    r"[^.;:\n\d]{0,50}$"
)
_PER_THING = re.compile(
    r" (?:vnd|dongs?|đồngs?|kg) ?(?:de \w+ ?)?(?:par (?!an\b|mois|jour|virement|compte|carte|l)|pour chaque|le |la |pour une?|/)(?:\w+)"
)


def due_to_one_of_a_kind(linker: Linker, view: View) -> None:
    """What one of a kind receives, or who receives so much for each, is laid down: "Les éleveurs reçoivent 40.000 dongs par kilo"."""
    for at, own in enumerate(view.candidates):
        if own.kind not in ("money", "measure") or own.scenario != "actual" or own.date_end is not None:
            continue
        if own.numeral.value >= _A_SUM_OF_MANY:
            continue
        left = view.candidates[at - 1] if at else None
        goes_on = (
            left is not None and left.cues.get("scenario", (0, 0, ""))[2] == _DUE and own.cut == "conjunction"
        )
        if goes_on and left is not None:
            own.scenario, own.scope = "rule", left.scope
            own.cues["scenario"] = own.cues["scope"] = left.cues["scenario"]
            continue
        found = _RECEIVES.search(linker.text, _since(view, own), own.numeral.start)
        head = linker.text[view.sentence.start : own.numeral.start]
        if found is None or _ONE_PATIENT.search(head) is not None or "moyenne" in head:
            continue
        of_kind = own.measure in ("benefits", "support") and _ONE_OF_A_KIND.search(
            linker.text, view.sentence.start, found.start()
        )
        if of_kind or own.scope == "each" or _PER_THING.match(linker.text, own.numeral.end) is not None:
            own.scenario, own.cues["scenario"] = "rule", (*found.span(), _DUE)
            own.local = (
                own.indicator == "other"
                and "décret" not in head + linker.text[own.numeral.end : view.sentence.end]
            )
            if own.scope == "whole" and of_kind:
                own.scope, own.cues["scope"] = "each", own.cues["scenario"]


_DUE = "what one of a kind is due"


_HELPED = re.compile(
    r"\b(?:droit|reçoi\w+|recev\w+|bénéfici\w+|aid\w+|soutien\w*|ajout\w+|complét\w+|touch\w+|accord\w+|port\w+|s'élèv\w+)\b"
)


def helped_too(linker: Linker, view: View) -> None:
    """Shares that others get, behind a sentence or figure of help with the premium, are help too: "… auront droit à 20 %"."""
    for at, own in enumerate(view.candidates):
        left = view.candidates[at - 1] if at else linker.told
        helped = linker.helped
        if at == 0 and helped is not None and linker._is_about_support() and helped.scenario == "rule":
            left = helped  # behind the list of an article on help with premiums
        if left is None or left.measure != "support" or left.unit != "percent" or left.scheme is None:
            continue
        if own.unit != "percent" or own.base in ("plan", "amount_due", "workforce") or "change" in own.cues:
            continue
        if own.measure not in (None, "benefits", "coverage_rate") or left.scenario != "rule":
            continue
        if own.measure == "coverage_rate" and own.sentence.paragraph != left.sentence.paragraph:
            continue  # "la couverture s'élève à 95,6 %"
        if own.cues.get("base", ("", "", ""))[2] == "base after the percentage":
            continue  # "poverty touches 6 % of the households"
        apart = own.sentence.paragraph - left.sentence.paragraph
        if apart > (3 if left is helped else 0) or (own.base and own.measure is not None):
            continue
        if at == 0 and _HELPED.search(linker.text, view.sentence.start, own.numeral.start) is None:
            continue
        named = "in the figure" in own.cues.get("scheme", ("", "", ""))[2]
        here = [m.value for m in view.schemes if m.end <= own.numeral.start]
        named = named or bool(here)
        own.scheme = own.scheme if named and own.scheme is not None else here[-1] if here else left.scheme
        own.measure, own.indicator = "support", f"{own.scheme}.support"
        own.cues["measure"] = (*left.cues["value"][:2], "help told of others before")
        own.local = left.local
        own.base, own.scenario, own.cues["scenario"] = None, "rule", own.cues["measure"]
        own.cues.pop("base", None)
        own.date_role = own.date_start = own.date_end = None
        own.cues.pop("date", None)


_COST_OF_HELP = re.compile(
    r"\b(?:mesure|politique|dispositif|aide|résolution|soutien|subvention)s?\b[^;:\n]{0,80}"
    r"\b(?:coût\w*|budget|dépens\w+|enveloppe|nécessit\w+|mobilis\w+|financement|besoins?|absorb\w+|représent\w+|pès\w+|pes\w+)\b[^.;:\d]{0,40}$"
    r"|\b(?:coût|budget|enveloppe|dépense|financement|crédit)s?\b[^.;:\d]{0,40}\b(?:mesure|politique|dispositif|aide|résolution|soutien|subvention)s?\b[^.;:\d]{0,50}$"
)


_A_COST = re.compile(
    r"\b(?:dépenses?|coûts?|enveloppes?|financement|budgets?|besoins?|crédits?|ressources)\b[^.;\d]{0,70}$"
)


_COST_BEHIND = re.compile(
    r"[^.;:\d]{0,30} (?:le coût|le budget|la dépense|l'enveloppe) (?:total\w* |annuel\w* )?(?:de (?:la|cette)|du|de ce) (?:mesure|politique|soutien|dispositif|aide|résolution)\b"
)


def cost_of_help(linker: Linker, view: View) -> None:
    """What the help told before costs in all is support: "La mesure coûtera environ 52,7 milliards de dongs par an"."""
    helped = linker.helped
    if helped is None or helped.scheme is None or linker.context.topic is None:
        return
    apart = helped.sentence.paragraph != view.sentence.paragraph
    for at, own in enumerate(view.candidates):
        if (
            own.kind != "money"
            or own.numeral.value < _A_SUM_OF_MANY
            or own.measure in ("arrears", "collection")
        ):
            continue
        found = _COST_OF_HELP.search(linker.text, view.sentence.start, own.numeral.start)
        if found is None and linker._is_about_support() and own.measure is None:
            found = _A_COST.search(linker.text, view.sentence.start, own.numeral.start)
        found = found or _COST_BEHIND.match(linker.text, own.numeral.end)
        left = view.candidates[at - 1] if at else None
        part = left is not None and left.kind == "money" and left.measure == "support"
        part = (
            part
            and left is not None
            and _PART_OF_THEM.search(linker.text, left.numeral.end, own.numeral.start) is not None
        )
        if found is None and not part:
            continue
        named = "in the figure" in own.cues.get("scheme", ("", "", ""))[2]
        scheme = (
            own.scheme
            if named and own.scheme
            else ("insurance" if linker.several and apart else helped.scheme)
        )
        own.scheme, own.measure, own.indicator = scheme, "support", f"{scheme}.support"
        own.cues["measure"] = own.cues["scheme"] = (
            *(found.span() if found is not None else helped.cues["value"][:2]),
            "what the help costs in all",
        )
        if own.scope == "each":
            own.scope = "whole"
            own.cues.pop("scope", None)
        if own.scenario == "rule" and own.cues["scenario"][2] == "contributions are set by law":
            own.scenario = "target"
            own.cues["scenario"] = own.cues["measure"]


_THEIR_NUMBER = re.compile(r"\b(?:leur|ce|cet) (?:nombre|effectif|total|chiffre)\b[^.;:\d]{0,50}$")
_THEY_ARE = re.compile(
    r"\b(?:ils|elles) (?:sont|étaient|seront|n'étaient que|ne sont que)(?: [^\W\d]+){0,2} (?:plus de |près de |environ )?$"
)
_TO_PAY_IN = re.compile(r" (?:à|qui) (?:pay|cotis|vers|adhér|particip|bénéfici|touch|être assur)\w+")


def told_by_pronoun(linker: Linker, view: View) -> None:
    """Whose number a sentence tells by "leur nombre", or who "sont 24 380 à payer", are those told of before."""
    for own in view.candidates:
        if own.kind != "count" or own.indicator != "other" or (own.own_unit and own.unit != "person"):
            continue
        theirs = _THEIR_NUMBER.search(linker.text, view.sentence.start, own.numeral.start)
        they = _THEY_ARE.search(linker.text, view.sentence.start, own.numeral.start)
        doing = _TO_PAY_IN.match(linker.text, own.numeral.end)
        first = they is not None and own is view.candidates[0]
        members = [
            m
            for m in (view.measures if first else ())
            if m.value == "participants" and m.end <= own.numeral.start
        ]
        if members and view.schemes:
            named = [m for m in view.schemes if m.end <= own.numeral.start] or view.schemes
            own.unit, own.own_unit, own.scheme = "person", True, named[-1].value
            own.measure, own.indicator = "participants", f"{own.scheme}.participants"
            spot = (members[-1].start, members[-1].end)
            own.cues["unit"] = own.cues["measure"] = (*spot, "told of before, by a pronoun")
            own.cues["scheme"] = (named[-1].start, named[-1].end, "told of before, by a pronoun")
            continue
        if theirs is None and (they is None or doing is None):
            continue
        near = [c for c in linker.counted[::-1] if c.unit == "person" and c.scheme is not None][:3]
        left = next(
            (c for c in near if c.measure in ("participants", "new_participants", "beneficiaries", "growth")),
            None,
        )
        scheme = left.scheme if left is not None else linker.context.scheme or linker.context.topic
        if scheme is None or linker.context.topic is None or (left is None and they is None):
            continue
        measure = "beneficiaries" if left is not None and left.measure == "beneficiaries" else "participants"
        own.unit, own.own_unit = "person", True
        own.scheme, own.measure, own.indicator, own.negative = scheme, measure, f"{scheme}.{measure}", False
        spot = (theirs or they).span()  # type: ignore[union-attr]
        own.cues["unit"] = own.cues["measure"] = own.cues["scheme"] = (*spot, "told of before, by a pronoun")
        at = view.candidates.index(own)
        right = view.candidates[at + 1] if at + 1 < len(view.candidates) else None
        if (
            right is not None
            and right.unit == "percent"
            and right.cut == "continuation"
            and measure == "participants"
        ):
            if right.base not in ("plan", "amount_due") and "change" not in right.cues:
                right.scheme, right.measure, right.indicator = (
                    scheme,
                    "coverage_rate",
                    f"{scheme}.coverage_rate",
                )
                right.cues["measure"] = right.cues["scheme"] = own.cues["measure"]
                linker._set_base(right)


def answer_in_money(linker: Linker, view: View) -> None:
    """A sum in answer to a question, behind those who are paid, is what they are paid: "– Combien ? – 2.940 milliards"."""
    line = linker.text.rfind("\n", 0, view.sentence.start)
    asked = (
        linker.text[: line + 1].rstrip().endswith("?") if line > 0 and view.sentence.number == 0 else False
    )
    told = linker.paid
    if not asked or told is None or told.scheme is None or view.measures or view.schemes:
        return
    own = view.candidates[0]
    near = own.sentence.paragraph - told.sentence.paragraph <= 3
    if own.kind == "money" and own.measure is None and near and own.scenario == "actual":
        own.scheme, own.measure, own.indicator = told.scheme, "benefits", f"{told.scheme}.benefits"
        own.cues["measure"] = own.cues["scheme"] = (
            *told.cues["value"][:2],
            "what those told of before are paid",
        )
        for right in view.candidates[1:]:
            if "change" in right.cues and right.indicator == "other":
                right.scheme, right.measure, right.indicator = told.scheme, "growth", f"{told.scheme}.growth"
                right.cues["measure"] = right.cues["scheme"] = own.cues["measure"]


_TO_HELP_PAY = re.compile(
    r"\b(?:pour|afin d[e']) ?(?:aider|soutenir|permettre|encourager|subventionner|inciter)\b[^.;:\n\d]{0,60}\b(?:cotis|adhér|particip|assur|carte|prime)\w*"
)


def budget_to_help(linker: Linker, view: View) -> None:
    """What a budget sets aside "pour aider les habitants à cotiser" is support, and so are its parts."""
    found = _TO_HELP_PAY.search(linker.text, view.sentence.start, view.sentence.end)
    if found is None or linker.context.topic is None:
        return
    for own in view.candidates:
        if own.kind != "money" or own.measure is not None or own.indicator != "other":
            continue
        named = [m.value for m in view.schemes]
        several = linker.several or linker.context.topic == "insurance"
        unnamed = "insurance" if several else linker.context.scheme or linker.context.topic
        own.scheme = named[0] if named else unnamed
        own.measure, own.indicator = "support", f"{own.scheme}.support"
        own.cues["measure"] = own.cues["scheme"] = (*found.span(), "set aside to help members pay")


_SETTLED = re.compile(r" (?:réglé|pay|rembours|couvert|prise? en charge|financé)\w*")


def share_of_cases(linker: Linker, view: View) -> None:
    """A share "dont 94 % réglées" of the visits just counted is of the same measure: they are settled, not paid out."""
    for left, own in zip(view.candidates, view.candidates[1:], strict=False):
        if own.unit != "percent" or left.unit != "case" or own.measure not in ("benefits", None):
            continue
        of_them = _PART_OF_THEM.search(linker.text, left.numeral.end, own.numeral.start) is not None
        if of_them and _SETTLED.match(linker.text, own.numeral.end) is not None:
            own.indicator, own.measure, own.scheme = left.indicator, left.measure, left.scheme
            own.base, own.cues["base"] = "group", (*left.cues["unit"][:2], "share of those just counted")
            own.cues["measure"] = left.cues.get("measure", own.cues["base"])


_TOOK_IN = re.compile(r"accueill\w+")


def taken_in_by_schools(linker: Linker, view: View) -> None:
    """Whom schools or hospitals just counted take in attend no meeting: "245 écoles ont accueilli 132 000 élèves"."""
    for left, own in zip(view.candidates, view.candidates[1:], strict=False):
        if own.indicator != "outreach.attendees" or left.unit != "organization":
            continue
        start, end, _ = own.cues["measure"]
        if left.numeral.end <= start < own.numeral.start and _TOOK_IN.search(linker.text, start, end):
            own.indicator, own.measure = "other", None


def at_a_place(linker: Linker, view: View) -> None:
    """A name behind "à" or "pour" that is no province's is a smaller place: "À Sin Ho, 82,4 %", "640 pour Cho Lach"."""
    for at, own in enumerate(view.candidates):
        if own.scope != "whole" or own.unit == "locality" or own.measure == "contribution_rate":
            continue
        start = view.candidates[at - 1].numeral.end if at else view.sentence.start
        end = view.candidates[at + 1].first if at + 1 < len(view.candidates) else -1
        end = linker.atoms[end].start if end >= 0 else view.sentence.end
        found = _PLACED_BEFORE.search(linker.cased[start : own.numeral.start])
        found = found or _NAMED_BEFORE.search(linker.cased[start : own.numeral.start])
        group = found.lastindex or 1 if found is not None else 1
        low, high = (start + found.start(group), start + found.end(group)) if found is not None else (0, 0)
        if found is None:
            found = _PLACED_BEHIND.match(linker.cased, own.numeral.end, end)
            low, high = found.span(1) if found is not None else (0, 0)
        if found is None:
            continue
        named = (
            a for a in linker.atoms[view.sentence.low : view.sentence.high] if a.start < high and low < a.end
        )
        if not any(
            {"province", "agency", "body", "scheme", "nationwide", "month"} & a.tags.keys() for a in named
        ):
            own.scope, own.cues["scope"] = "part", (low, high, "a smaller place is named")


def _cell_span(linker: Linker, own: Candidate) -> tuple[int, int]:
    """The stretch of text that a figure's cell covers."""
    return linker.atoms[own.pre].start, linker.atoms[max(own.pre, own.post - 1)].end


_FULFILLED = re.compile(
    r"\b(?:objectif|plan|cible|quota|tâche|indicateur|programme)s?\b[^;:\n]{0,80}? (?:n'|ne )?(?:est|sont|était|étaient|a été|ont été)"
    r" (?:ainsi |déjà |donc )?(?:rempli|atteint|réalisé|exécuté|accompli|tenu|honoré|respecté)\w* (?:qu')?à (?:plus de |près de |environ |hauteur de )?$"
)
_THAT_IT_SET = re.compile(
    r"\b(?:plan|objectif|cible|quota|tâche|chiffre|indicateur)s? (?:que|qu')[^.;:,\d]{0,40}\b(?:assigné|confié|fixé|attribué|imparti)\w*"
)
_PROMISED = re.compile(r"\b(?:promis|prévu|attendu|planifié|assigné|fixé|programmé|visé|projeté)\w*,")


def plan_fulfilled(linker: Linker, view: View) -> None:
    """A plan "rempli à 98 %" is completed so far; what a plan was that somebody set, or was promised of a total, tells no goal."""
    for at, own in enumerate(view.candidates):
        since = view.candidates[at - 3].numeral.end if at > 2 else view.sentence.start
        found = _FULFILLED.search(linker.text, since, own.numeral.start)
        if own.unit == "percent" and found is not None:
            own.base, own.cues["base"] = "plan", (*found.span(), "a plan that is fulfilled")
            scheme = own.scheme or (linker.context.scheme if linker.context.topic is not None else None)
            if scheme is not None:
                own.scheme, own.measure, own.indicator = (
                    scheme,
                    "plan_completion",
                    f"{scheme}.plan_completion",
                )
                own.cues["measure"] = own.cues["base"]
        told = own.cues.get("scenario")
        if own.scenario != "target" or told is None or not view.sentence.start <= told[0] < own.numeral.start:
            continue
        set_plan = next(
            (
                m
                for m in _THAT_IT_SET.finditer(linker.text, view.sentence.start, own.numeral.start)
                if m.start() <= told[0] < m.end()
            ),
            None,
        )
        promised = _PROMISED.match(linker.text, told[0])
        first = view.candidates[0]
        of_total = promised is not None and own is not first and first.numeral.end <= told[0]
        of_total = (
            of_total and _OUT_OF.search(linker.text, view.sentence.start, first.numeral.start) is not None
        )
        if found is not None or set_plan is not None or of_total:
            own.scenario, own.cues["scenario"] = "actual", (*told[:2], "said of the plan, or of the total")
            own.date_role = own.date_start = own.date_end = None
            own.cues.pop("date", None)
            linker.set_date(view, at)


def plan_named_last(linker: Linker, view: View) -> None:
    """A list whose last share is "of the plan" tells shares of it: "l'assurance sociale a atteint 95 % et l'assurance maladie 98 % du plan"."""
    for at in range(len(view.candidates) - 1, 0, -1):
        left, own = view.candidates[at - 1 : at + 1]
        if own.measure != "plan_completion" or own.base != "plan" or own.scheme is None:
            continue
        bare = left.unit == "percent" and left.base is None and left.measure == "coverage_rate"
        said = linker.atoms[own.pre : own.first]
        if not bare or own.cut not in ("comma", "conjunction") or "change" in left.cues:
            continue
        if left.cues["measure"][2] != "percentage of a scheme is its coverage" or left.scheme == own.scheme:
            continue
        if any({"scenario", "measure", "change"} & atom.tags.keys() for atom in said):
            continue  # the last one has a verb of its own
        left.measure, left.indicator = "plan_completion", f"{left.scheme}.plan_completion"
        left.base = "plan"
        left.cues["base"] = left.cues["measure"] = (*own.cues["base"][:2], "of the plan named last")


_ONE_PATIENT = re.compile(r"\b(?:m\.|mme|mlle|il|elle|je|nous|son|sa|ses|mon|ma|mes|notre|nos)\b")
_REIMBURSED = re.compile(r"(?:rembours|couvr|pren|prise?s? en charge|indemnis|vers)\w*")


_IS_NOW = re.compile(
    r"représente|est|équivaut|s'élève|atteint|s'établit|compte|perçoivent|reçoivent|touchent|bénéficient"
)


def entitlement_in_the_present(linker: Linker, view: View) -> None:
    """The share of costs that insurance bears, told of nobody, is an entitlement: "rembourse 80 % des frais"."""
    for own in view.candidates:
        if own.measure != "benefits" or own.unit != "percent" or own.scenario != "actual":
            continue
        if "change" in own.cues:
            continue
        waged = _WAGE.match(linker.text, own.numeral.end) is not None
        said = own.cues.get("scenario")
        if said is not None and not (waged and _IS_NOW.fullmatch(linker.text, *said[:2])):
            continue
        if waged and own.cues.get("date", (0, 0, ""))[0] > own.numeral.end:
            own.date_role = own.date_start = own.date_end = None
            own.cues.pop("date", None)  # "60 % of the mean wage of the last six months"
        if own.date_role is not None:
            continue
        head = linker.text[view.sentence.start : own.numeral.start]
        if (_REIMBURSED.search(head) is None and not waged) or _ONE_PATIENT.search(head) is not None:
            continue
        own.scenario, own.cues["scenario"] = (
            "rule",
            (*own.cues["measure"][:2], "shares of costs are borne by law"),
        )


_OF_PLANNED = re.compile(r"\b(?:prévu|assigné|fixé|planifié|confié)\w*|\b(?:plan|objectif|quota)\b")


def share_of_the_planned(linker: Linker, view: View) -> None:
    """The share told behind a part of what was planned is of the plan: "689 people of the 1,034 planned, that is 66.6 %"."""
    for left, own in zip(view.candidates, view.candidates[1:], strict=False):
        total = left.numeral.out_of is not None
        if own.unit != "percent" or own.cut != "continuation":
            continue
        before = max(view.sentence.start, left.numeral.start - 60)
        if not total and _OUT_OF.search(linker.text, before, left.numeral.start) is None:
            continue
        found = _OF_PLANNED.search(linker.text, left.numeral.end, own.numeral.start)
        if found is None:
            continue
        own.base, own.cues["base"] = "plan", (*found.span(), "the total was planned")
        if own.scenario == "target" and own.cues["scenario"][:2] == found.span():
            own.scenario, own.cues["scenario"] = "actual", own.cues["base"]
        if left.scheme is not None and left.indicator != "other":
            own.scheme, own.measure, own.indicator = (
                left.scheme,
                "plan_completion",
                f"{left.scheme}.plan_completion",
            )
            own.cues["measure"] = own.cues["base"]


_THERE_ARE = re.compile(r"\b(?:recens|dénombr|compt|totalis|enregistr)\w+ [^.;,:\d]{0,20}$")


def clauses_of_their_own(linker: Linker, view: View) -> None:
    """What a clause says itself against what an earlier one said: its scheme's plan, the sum paid to those just counted, a stock."""
    for left, own in zip(view.candidates, view.candidates[1:], strict=False):
        rule = own.cues["measure"][2]
        named = "in the figure" in own.cues.get("scheme", ("", "", ""))[2]
        if own.unit == "percent" and own.base == "plan" and own.indicator == "other" and own.scheme and named:
            own.measure, own.indicator = "plan_completion", f"{own.scheme}.plan_completion"
            own.cues["measure"] = own.cues["base"]
        elif own.kind == "money" and rule == "measure earlier in the sentence" and own.cut == "continuation":
            if (
                left.measure == "beneficiaries"
                and left.scheme is not None
                and own.cues["measure"][0] < left.numeral.start
            ):
                own.scheme, own.measure, own.indicator = left.scheme, "benefits", f"{left.scheme}.benefits"
                own.cues["measure"] = (*left.cues["measure"][:2], "money behind those who receive it")
        elif (
            rule == "measure of the figure before in the list" and own.measure == "new_participants" and named
        ):
            if _THERE_ARE.search(linker.text, linker.atoms[own.pre].start, own.numeral.start):
                own.measure, own.indicator = "participants", f"{own.scheme}.participants"


_MORE_THAN_BEFORE = re.compile(r" \w+ de (?:plus|moins) (?:qu'|que |par rapport|en un an|sur un an)")


def people_more_than_before(linker: Linker, view: View) -> None:
    """Members "de plus qu'en 2024" are growth, and no new ones."""
    for own in view.candidates:
        found = _MORE_THAN_BEFORE.match(linker.text, own.numeral.end)
        if own.unit == "person" and own.measure == "new_participants" and found is not None:
            own.measure, own.indicator = "growth", f"{own.scheme}.growth"
            own.cues["measure"] = (*found.span(), "as against an earlier time")


def people_more_to_come(linker: Linker, view: View) -> None:
    """People "de plus" who are to come are new members, no growth: "64 000 personnes de plus doivent entrer"."""
    for own in view.candidates:
        start, end, _ = own.cues["change"]
        more = own.unit == "person" and own.measure == "growth" and own.scenario == "target"
        if more and linker.text[start:end] in ("de plus", "en plus", "de mieux"):
            own.measure, own.indicator = "new_participants", f"{own.scheme}.new_participants"


_YEAR_BEFORE = re.compile(
    r"[^.;:,()\d]{0,25}? (?:un an|une année|douze mois) (?:plus tôt|auparavant|avant)\b"
)


def a_year_before(linker: Linker, view: View) -> None:
    """What stood "un an plus tôt" stood a year before the day of the sentence: "95 % fin mai, contre 91 % un an auparavant"."""
    for own in view.candidates:
        if own.date_end is None or own.scenario != "actual":
            continue
        if _YEAR_BEFORE.match(linker.text, own.numeral.end) is None:
            continue
        if min(own.date_start or own.date_end, own.date_end).year == MINYEAR:
            continue
        own.date_end = _last_year(own.date_end)
        own.date_start = None if own.date_start is None else _last_year(own.date_start)


def _last_year(day: date) -> date:
    return day.replace(year=day.year - 1, day=28 if (day.month, day.day) == (2, 29) else day.day)


CONSTRUCTIONS = (
    plan_fulfilled,
    share_of_the_planned,
    plan_named_last,
    entitlement_in_the_present,
    barrier_of_the_whole,
    share_of_cases,
    brought_in,
    yet_to_be_won,
    bare_rate,
    of_what_is_told,
    rate_of_arrears_again,
    level_behind_growth,
    insured_people,
    taken_in_by_schools,
    clauses_of_their_own,
    people_more_than_before,
    people_more_to_come,
    a_year_before,
    change_of_an_object,
    total_led_to,
    share_of_a_total_named_first,
    listed_before_what_they_are,
    support_laid_down,
    rate_of_wages,
    share_of_things,
    share_of_a_named_group,
    of_a_named_part,
    at_a_place,
    that_of_another,
    counted_by_pronoun,
    share_borne_by_a_budget,
    shares_listed_behind,
    budget_to_help,
    helped_too,
    cost_of_help,
    told_by_pronoun,
    answer_in_money,
    fines_are_no_arrears,
    sums_by_their_purpose,
    paid_by_firms,
    those_who_must_act,
    of_its_own,
    joined_so_far,
    lost_things,
    worth_of_things,
    rate_by_pronoun,
    share_of_the_premium,
    at_an_event,
    planned_of_the_same,
    so_many_in_number,
    share_of_the_debt,
    price_of_care,
    served_by_the_job_centre,
    share_of_votes,
    base_wage,
    pension_of_volunteers,
    sums_of_many,
    scheme_of_what_is_paid,
    paid_without_cash,
    paid_in_by_one,
    owed_or_contributed,
    bare_cards,
    people_without,
    several_insurances,
    pupils_pay,
    help_with_cards,
    earned_by_one,
    due_to_one_of_a_kind,
    task_in_the_infinitive,
)
