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
        Optional<Fault> worst = attempts.stream()
                .map(Tried.Attempted::fault)
                .filter(fault -> fault.code().retryRule() == RetryRule.NEVER)
                .findFirst()
                .or(() -> attempts.stream()
                        .map(Tried.Attempted::fault)
                        .filter(fault -> fault.code() != FaultCode.NO_ROUTE)
                        .findFirst());
        return worst.orElseGet(() -> noRoute(tried, attempts));
    }

    private static Fault noRoute(List<Tried> tried, List<Tried.Attempted> attempts) {
        if (tried.size() == 1 && attempts.size() == 1) {
            return attempts.getFirst().fault();
        }
        List<String> parts = new ArrayList<>();
        attempts.forEach(attempt -> parts.add(Addresses.text(attempt.address())));
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
                .map(Tried.Attempted::fault)
                .filter(fault -> fault.code() != FaultCode.SHARE_NOT_FOUND)
                .filter(fault -> fault.code().retryRule() == RetryRule.NEVER)
                .findFirst();
        return said.orElseGet(() -> Fault.of(FaultCode.CODE_NOT_FOUND, everything(tried)));
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
                "%s, from %s: %s"
                        .formatted(
                                Addresses.text(it.address()),
                                it.origin(),
                                it.fault().message());
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
