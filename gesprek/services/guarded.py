"""The base of the services that one visitor gets: what asks for a right, and then does the work."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar

from gesprek.access.rights import NO_SUBJECT, Right, Subject, require

if TYPE_CHECKING:
    from gesprek.services.root import Services
    from gesprek.services.visits import Visit

_About = TypeVar("_About")
_Asked = ParamSpec("_Asked")
_Told = TypeVar("_Told")


class Guarded:
    """A service as one visitor may use it: each public method asks for its right first.

    So each of them may raise RightMissing, and what the method that does the work may raise. Pages
    and routes get nothing else, and never the store.
    """

    def __init__(self, services: "Services", visit: "Visit") -> None:
        self._services = services
        self.visit = visit
        self.visitor = visit.visitor

    def _require(self, right: Right, subject: Subject = NO_SUBJECT) -> None:
        require(self.visitor, right, subject)


def asks(
    right: Right, work: "Callable[[Services], Callable[_Asked, _Told]]"
) -> Callable[Concatenate[Guarded, _Asked], _Told]:
    """Return a method that asks for a right, and then does this work."""

    def method(self: Guarded, /, *args: _Asked.args, **more: _Asked.kwargs) -> _Told:
        require(self.visitor, right)
        return work(self._services)(*args, **more)

    return method


def asks_about(
    subject: Callable[[_About], Subject],
    right: Right,
    work: "Callable[[Services], Callable[Concatenate[_About, _Asked], _Told]]",
) -> Callable[Concatenate[Guarded, _About, _Asked], _Told]:
    """Return a method as ``asks`` does, for a right to the first that it is called with."""

    def method(self: Guarded, about: _About, /, *args: _Asked.args, **more: _Asked.kwargs) -> _Told:
        require(self.visitor, right, subject(about))
        return work(self._services)(about, *args, **more)

    return method
