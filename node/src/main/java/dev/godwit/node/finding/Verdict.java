package dev.godwit.node.finding;

import dev.godwit.network.route.RouteRace.Tried;
import dev.godwit.wire.fault.Fault;
import dev.godwit.wire.fault.FaultCode;
import dev.godwit.wire.fault.RetryRule;
import dev.godwit.wire.link.Addresses;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What to tell of a race that nobody won: the one failure that says most, with what else was tried. */
final class Verdict {
    private Verdict() {}

    /** For a peer that is known: a failure that no retry mends, else one of somebody who answered, else no route. */
    static Fault onTicket(List<Tried> tried) {
        List<Tried.Attempted> attempts = attempts(tried);
        boolean mayMend = attempts.stream().anyMatch(it -> it.fault().code().retryRule() == RetryRule.BACK_OFF);
        Optional<Fault> worst = attempts.stream()
                .filter(it -> isFinal(it) && !(mayMend && isOfSomebodyElse(it) && isFrom(it, Discovery.FROM_TICKET)))
                .map(Tried.Attempted::fault)
                .findFirst()
                .or(() -> attempts.stream()
                        .map(Tried.Attempted::fault)
                        .filter(fault -> fault.code().retryRule() == RetryRule.BACK_OFF)
                        .filter(fault -> fault.code() != FaultCode.NO_ROUTE)
                        .findFirst());
        return worst.orElseGet(() -> noRoute(tried, attempts));
    }

    /** Whether no retry mends it, and it is not just a stranger's address that some search has named. */
    private static boolean isFinal(Tried.Attempted attempt) {
        boolean isNamedByUser = isFrom(attempt, Discovery.FROM_OPTION) || isFrom(attempt, Discovery.FROM_TICKET);
        return attempt.fault().code().retryRule() == RetryRule.NEVER && (isNamedByUser || !isOfSomebodyElse(attempt));
    }

    private static boolean isFrom(Tried.Attempted attempt, String origin) {
        return attempt.origin().equals(origin);
    }

    /** Whether somebody answered who was not looked for: an address may have passed to anybody. */
    private static boolean isOfSomebodyElse(Tried.Attempted attempt) {
        FaultCode code = attempt.fault().code();
        return code == FaultCode.PROTOCOL_VIOLATION || code == FaultCode.IDENTITY_MISMATCH;
    }

    private static Fault noRoute(List<Tried> tried, List<Tried.Attempted> attempts) {
        if (tried.size() == 1
                && attempts.size() == 1
                && attempts.getFirst().fault().code() == FaultCode.NO_ROUTE) {
            return attempts.getFirst().fault();
        }
        List<String> parts = new ArrayList<>();
        attempts.forEach(attempt -> parts.add(
                Addresses.text(attempt.address()) + (isOfSomebodyElse(attempt) ? " (somebody else is there)" : "")));
        String unfound = unfound(tried);
        if (parts.isEmpty()) {
            parts.add("any address" + (unfound.isEmpty() ? ": the ticket names none" : ""));
        }
        return Fault.of(FaultCode.NO_ROUTE, String.join(", ", parts) + unfound);
    }

    /** For a code: what somebody with its digits has said, else that nobody has them. */
    static Fault onCode(List<Tried> tried) {
        List<Tried.Attempted> attempts = attempts(tried);
        Optional<Fault> said = attempts.stream()
                .filter(Verdict::isFinal)
                .map(Tried.Attempted::fault)
                .filter(fault -> fault.code() != FaultCode.SHARE_NOT_FOUND)
                .findFirst();
        return said.orElseGet(() -> Fault.of(FaultCode.CODE_NOT_FOUND, everything(tried)));
    }

    /** Why an address is not the peer's, in words. */
    static String reason(Fault fault) {
        // Nobody has asked for the share of a ticket so far.
        return fault.code() == FaultCode.SHARE_NOT_FOUND ? "The code is not offered there" : fault.message();
    }

    private static String everything(List<Tried> tried) {
        String all = tried.stream().map(Verdict::text).collect(Collectors.joining("; "));
        return all.isEmpty() ? "there is nowhere to look for it" : all;
    }

    private static String unfound(List<Tried> tried) {
        return tried.stream()
                .filter(Tried.Unfound.class::isInstance)
                .map(Verdict::text)
                .map(text -> "; " + text)
                .collect(Collectors.joining());
    }

    private static String text(Tried tried) {
        return switch (tried) {
            case Tried.Attempted it ->
                "%s, from %s: %s".formatted(Addresses.text(it.address()), it.origin(), reason(it.fault()));
            case Tried.Unfound it -> it.origin() + ": " + it.remark();
        };
    }

    private static List<Tried.Attempted> attempts(List<Tried> tried) {
        return tried.stream()
                .filter(Tried.Attempted.class::isInstance)
                .map(Tried.Attempted.class::cast)
                .toList();
    }
}
