package dev.godwit.app.view;

import dev.godwit.app.text.Escaped;
import dev.godwit.transfer.event.Problems;
import dev.godwit.transfer.event.TransferEvent;
import java.util.ArrayList;
import java.util.List;

/** What was left out of a transfer, and why: one line each for the first of them. */
final class Omissions {
    private static final int SHOWN = 10;

    private Omissions() {}

    static List<String> lines(TransferEvent.Incomplete incomplete) {
        List<String> lines = new ArrayList<>();
        for (Problems.Problem problem : incomplete.first().stream().limit(SHOWN).toList()) {
            String message = problem.fault().message();
            String what = message.contains(problem.path()) ? message : problem.path() + ": " + message;
            lines.add("Left out: " + Escaped.text(what));
        }
        if (incomplete.count() > lines.size()) {
            lines.add("Left out: %,d more".formatted(incomplete.count() - lines.size()));
        }
        return lines;
    }
}
