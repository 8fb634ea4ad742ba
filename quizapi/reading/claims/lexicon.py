"""Words that tell how a claim is meant."""

from quizapi.reading.entities.lexicon import words

#: Adverbs, adjectives and nouns by which a writer holds back (Hyland 2005; CoNLL-2010 hedge cues).
HEDGES = words(
    """perhaps maybe possibly probably presumably apparently seemingly reportedly allegedly supposedly
    arguably conceivably potentially likely unlikely possible probable potential apparent uncertain unclear
    alleged supposed presumed"""
)
#: Verbs that do the same.
HEDGE_VERBS = words("seem appear suggest indicate suspect doubt speculate presume assume estimate tend")
HEDGE_MODALS = words("may might could")
FUTURE_MODALS = words("will shall 'll ’ll wo")
DUTY_MODALS = words("should must ought")
#: "is expected to", "plans to": what is ahead.
FUTURE_VERBS = words("expect plan intend schedule forecast predict project aim propose")
FUTURE_ADJECTIVES = words("due set scheduled bound poised about going")
#: Words that judge (Wiebe's subjectivity clues, strong ones that news uses).
EVALUATIVE = words(
    """good better best bad worse worst great terrible awful horrible wonderful excellent poor brilliant
    stupid foolish wise unwise wrong unfair fair shameful disgraceful absurd ridiculous nonsense scandal
    disaster catastrophe tragedy shame outrage insult joke betrayal beautiful ugly disappointing impressive
    exciting boring dangerous reckless irresponsible cowardly brave heroic cruel unacceptable intolerable
    inexcusable immoral hypocritical naive hopeless pointless useless worthless wonderful remarkable
    astonishing appalling deplorable regrettable laudable admirable important essential crucial vital
    necessary obvious clear worrying alarming encouraging welcome sadly unfortunately fortunately luckily
    hopefully surely clearly obviously undoubtedly frankly simply absolutely totally utterly malpractice
    sensible senseless harsh lenient generous greedy lazy proud ashamed"""
)
#: Words that are praise or blame wherever they stand: "offered a tremendous cross-section".
PRAISING = words(
    """tremendous spectacular stunning fantastic amazing awesome incredible superb magnificent marvellous
    marvelous breathtaking gorgeous delightful splendid terrific fabulous dreadful dismal pathetic atrocious
    disgusting excellent brilliant horrible awful terrible shameful disgraceful absurd ridiculous outrageous
    wonderful remarkable astonishing appalling deplorable regrettable laudable admirable impressive
    inexcusable reckless cowardly hypocritical"""
)
#: Before an adjective that is predicated they tell an impression: "was quite prominent".
IMPRESSIONS = words("quite rather very really pretty fairly extremely incredibly truly so")
#: "I think", "we believe": the claim is the speaker's view.
VIEW_VERBS = words("think believe feel hope fear doubt guess regret wish prefer")
FIRST_PERSON = words("i me my mine myself")
FIRST_OR_SECOND = FIRST_PERSON | words("we us our ours ourselves you your yours yourself yourselves")
CONNECTIVES = words("but and or so yet still however meanwhile also nor plus then thus")
#: What is reported after these is not said to be so.
DENYING = words(
    """deny doubt dispute reject refute question ask wonder dismiss contradict disagree hope want wish fear
    demand propose suggest urge recommend threaten promise refuse decline oppose forbid prevent"""
)
GENERIC_SUBJECTS = words("nobody everybody everyone somebody you one nothing everything people no-one")
