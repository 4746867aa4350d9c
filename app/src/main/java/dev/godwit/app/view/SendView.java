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
    private final Consumer<String> tickets;
    private final String offered;
    private String route = "";
    private boolean isAnybody;

    /**
     * A view of one share.
     *
     * @param tickets takes the ticket, the result of the command
     * @param offered what is offered, in words, such as {@code film.mkv, 2.0 GB}; escaped already
     */
    public SendView(Screen screen, ProgressDisplay progress, Consumer<String> tickets, String offered) {
        this.screen = screen;
        this.progress = progress;
        this.tickets = tickets;
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
            case TransferEvent.Waiting e -> screen.line(Retry.of(e));
            case TransferEvent.ReceiverLeft e ->
                screen.line("The receiver left before it had everything ("
                        + Escaped.text(e.fault().message()) + "). The share stays open for it.");
            case TransferEvent.Done e -> {
                Summary.details(e).ifPresent(screen::line);
                screen.line(screen.style().good(Summary.sent(e, route)));
            }
        }
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
        screen.line((ready.resumed() ? "Offering again, where it stopped: " : "Offering ") + offered + ".");
        tickets.accept(ready.ticket());
        String command = ShellWord.join(List.of("godwit", "receive", ready.ticket()));
        screen.line("On the other side:");
        screen.line("  " + screen.style().strong(command));
        screen.line("Waiting for the receiver (Ctrl-C stops; the same command goes on later).");
    }
}
