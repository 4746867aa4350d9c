package dev.godwit.app.view;

import dev.godwit.app.terminal.Screen;
import dev.godwit.app.text.Escaped;
import dev.godwit.app.text.ShellWord;
import dev.godwit.transfer.event.TransferEvent;
import java.util.List;
import java.util.function.Consumer;

/** What the person who sends sees. */
public final class SendView implements Consumer<TransferEvent> {
    private final Screen screen;
    private final ProgressDisplay progress;
    private final Consumer<String> results;
    private final Offered offered;
    private String route = "";
    private boolean isAnybody;

    /**
     * What is offered, and how.
     *
     * @param text in words, such as {@code film.mkv, 2.0 GB}; escaped already
     * @param verify whether people compare words
     * @param isVerbose whether a place is told where it can not be found while others are left
     */
    public record Offered(String text, boolean verify, boolean isVerbose) {}

    /**
     * A view of one share.
     *
     * @param results takes the code and the ticket, the results of the command
     */
    public SendView(Screen screen, ProgressDisplay progress, Consumer<String> results, Offered offered) {
        this.screen = screen;
        this.progress = progress;
        this.results = results;
        this.offered = offered;
    }

    @Override
    public void accept(TransferEvent event) {
        switch (event) {
            case TransferEvent.Ready e -> ready(e);
            case TransferEvent.Listed e -> listed(e);
            case TransferEvent.Connected e -> {
                isAnybody = true;
                route = e.route();
                screen.line("Connected to " + Escaped.text(e.address()) + ", " + Route.text(e.route()) + ".");
            }
            case TransferEvent.Manifest e -> Resumption.of(e).ifPresent(screen::line);
            case TransferEvent.Progress e -> {
                route = e.route();
                progress.show(e);
            }
            case TransferEvent.Planned _ -> {
                // Only a receiver plans.
            }
            case TransferEvent.Incomplete e -> Omissions.lines(e).forEach(screen::line);
            case TransferEvent.CodeMistaken e -> screen.line(mistaken(e));
            case TransferEvent.CodeRejected _ ->
                screen.line("The code is void now: whoever it was has proven it, so somebody else may know it."
                        + " The ticket still works; run the command again for a new code.");
            case TransferEvent.Unannounced e -> {
                if (e.isAlone() || offered.isVerbose()) {
                    screen.line(Escaped.text("Not to be found on " + e.where() + ", because " + e.reason() + "."));
                }
            }
            case TransferEvent.Comparing e ->
                screen.line("The receiver at " + Escaped.text(e.address()) + " has the code, and may compare the words "
                        + e.words() + ".");
            case TransferEvent.Tried _ -> {
                // Only a receiver looks for somebody.
            }
            case TransferEvent.Waiting e -> screen.line(Retry.of(e));
            case TransferEvent.ReceiverLeft e ->
                screen.line("The receiver left before it had everything (" + Escaped.text(e.reason())
                        + "). The share stays open for it.");
            case TransferEvent.Done e -> {
                Summary.details(e).ifPresent(screen::line);
                Summary.identity(e).ifPresent(screen::line);
                screen.line(screen.style().good(Summary.sent(e, route)));
            }
        }
    }

    private static String mistaken(TransferEvent.CodeMistaken mistaken) {
        String who = "Somebody at " + Escaped.text(mistaken.address()) + " tried the code with wrong words";
        return switch (mistaken.triesLeft()) {
            case 0 -> who + ": the code is void now. The ticket still works; run the command again for a new code.";
            case 1 -> who + ": after one more wrong try it is void.";
            default -> who + ": after " + mistaken.triesLeft() + " more wrong tries it is void.";
        };
    }

    private void listed(TransferEvent.Listed listed) {
        String amount = Amount.of(listed.parts(), listed.bytes());
        boolean isSingleFile = listed.parts().files() == 1 && listed.parts().entries() == 1;
        if (!listed.complete()) {
            if (!isAnybody) {
                progress.say("Looking: " + amount + " so far");
            }
        } else if (!isSingleFile) {
            screen.line("Found " + amount + ".");
        }
    }

    private void ready(TransferEvent.Ready ready) {
        screen.line((ready.resumed() ? "Offering again, where it stopped: " : "Offering ") + offered.text() + ".");
        results.accept(ready.code());
        results.accept(ready.ticket());
        screen.line("On the other side:");
        List<String> byCode = offered.verify()
                ? List.of("godwit", "receive", "--verify", ready.code())
                : List.of("godwit", "receive", ready.code());
        screen.line("  " + screen.style().strong(ShellWord.join(byCode)));
        screen.line("or, where nothing finds the code:");
        screen.line("  " + ShellWord.join(List.of("godwit", "receive", ready.ticket())));
        screen.line("Waiting for the receiver (Ctrl-C stops; the same command goes on later).");
    }
}
