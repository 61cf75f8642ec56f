"""What people do with the bot: FEATURES is the one list, and each feature declares in its module what it brings."""

from bot.features.answers import FEATURE as ANSWERS
from bot.features.ask import FEATURE as ASK
from bot.features.choosing import FEATURE as CHOOSING
from bot.features.digest import FEATURE as DIGEST
from bot.features.direct import FEATURE as DIRECT
from bot.features.erasing import FEATURE as ERASING
from bot.features.help import FEATURE as HELP
from bot.features.knowledge.admin import FEATURE as ADMIN
from bot.features.knowledge.channels import FEATURE as CHANNELS
from bot.features.knowledge.handing_over import FEATURE as HANDING_OVER
from bot.features.knowledge.reports import FEATURE as REPORTS
from bot.features.knowledge.sources import FEATURE as SOURCES
from bot.features.knowledge.testing import FEATURE as TESTING
from bot.features.listening import FEATURE as LISTENING
from bot.features.mention import FEATURE as MENTION
from bot.features.naming import FEATURE as NAMING
from bot.features.outlines import FEATURE as OUTLINES
from bot.features.privacy import FEATURE as PRIVACY
from bot.features.rules import FEATURE as RULES
from bot.features.settings import FEATURE as SETTINGS
from bot.features.setup import FEATURE as SETUP
from bot.features.statistics import FEATURE as STATISTICS
from bot.features.summary import FEATURE as SUMMARY
from bot.features.team.answers import FEATURE as TEAM_ANSWERS
from bot.features.team.questions import FEATURE as QUESTIONS
from bot.features.team.team import FEATURE as TEAM
from bot.features.team.telling import FEATURE as TELLING
from bot.features.team.topics import FEATURE as TOPICS
from bot.features.upkeep import FEATURE as UPKEEP
from bot.features.votes import FEATURE as VOTES
from bot.ui.feature import Feature

FEATURES: tuple[Feature, ...] = (
    *(MENTION, LISTENING, ASK, ANSWERS, VOTES, RULES),
    *(QUESTIONS, TOPICS, TEAM_ANSWERS, TEAM, TELLING),
    *(SUMMARY, OUTLINES, DIGEST),
    *(SOURCES, ADMIN, HANDING_OVER, REPORTS, TESTING, CHANNELS),
    *(STATISTICS, PRIVACY, ERASING),
    *(SETUP, SETTINGS, NAMING, CHOOSING, DIRECT, UPKEEP, HELP),
)
BUTTONS = tuple(button for feature in FEATURES for button in feature.buttons)
MENUS = tuple(menu for feature in FEATURES for menu in feature.menus)
FORMS = {form.kind: form for feature in FEATURES for form in feature.forms}
PAGES = {number: page for feature in FEATURES for number, page in feature.pages.items()}
