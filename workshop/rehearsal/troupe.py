"""All simulated people of a rehearsal: they come, some of them late, and go home again."""

from workshop import engine
from workshop.rehearsal.api import Api, NotLetIn, Unreachable
from workshop.rehearsal.cast import Plan, Role, cast
from workshop.rehearsal.client import Away, Pass
from workshop.rehearsal.phone import Kept, Phone
from workshop.script.model import Script
from workshop.util.phrases import Phrase, phrase


class Troupe:
    def __init__(self, api: Api, session: str, code: str, script: Script, plan: Plan) -> None:
        self.api, self.session, self.code, self.script, self.plan = api, session, code, script, plan
        self.roles = cast(plan, len(script.planned))
        self.phones: list[Phone] = []
        self.errors: list[Phrase] = []
        self.notes: list[Phrase] = []
        self._over = False

    def come(self) -> None:
        """Everybody who is on time is connected when this returns."""
        roles = [role for role in self.roles if not role.late]
        cookies = self.api.add(self.session, [role.name for role in roles])
        for role, cookie in zip(roles, cookies, strict=True):
            self._seat(role, cookie)

    def come_late(self, number: int) -> None:
        """Those whose time it is at the step with this number join by the code, each at their own pace."""
        for role in self.roles:
            if role.late == number:
                engine.spawn(self._come_late, role)

    def _come_late(self, role: Role) -> None:
        try:
            self._seat(role, self.api.join(self.code, role.name))
        except NotLetIn as refusal:
            self.notes.append(phrase("{name} came late and was not let in: {why}", name=role.name, why=refusal.args[0]))
        except Unreachable as trouble:
            self.errors.append(phrase("{name} could not join: {why}", name=role.name, why=trouble.args[0]))

    def _seat(self, role: Role, cookie: str) -> None:
        phone = Phone(role, Pass(self.api.door, self.session, cookie), self.script, self.plan)
        try:
            phone.connect()
        except Away as away:
            self.errors.append(away.args[0])
            return
        if self._over:
            phone.leave()
            return
        self.phones.append(phone)
        engine.spawn(phone.attend)

    def go_home(self) -> None:
        self._over = True
        for phone in self.phones:
            phone.go_home()

    # Looking round

    def inside(self) -> list[Phone]:
        return [phone for phone in self.phones if phone.inside]

    def answering(self) -> list[Phone]:
        """Whoever has not answered yet and means to."""
        return [phone for phone in self.phones if phone.asked()]

    def answered(self, step_id: str, since: float = 0.0) -> dict[str, Kept]:
        """Name → the newest answer of that person on this step; `since`: of those that were kept from then on."""
        answers = ((phone.name, kept) for phone in self.phones for kept in phone.answers(step_id))
        return {name: kept for name, kept in answers if kept.at >= since}
