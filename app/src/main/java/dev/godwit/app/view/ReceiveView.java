package dev.godwit.app.view;

import dev.godwit.app.terminal.Screen;
import dev.godwit.app.text.Escaped;
import dev.godwit.app.text.TicketMask;
import dev.godwit.transfer.event.TransferEvent;
import java.nio.file.Path;
import java.util.function.Consumer;

/** What the person who receives sees. */
public final class ReceiveView implements Consumer<TransferEvent> {
    private final Screen screen;
    private final ProgressDisplay progress;
    private final Path currentDirectory;
    private final boolean isAsked;
    private final boolean isVerbose;
    private final Consumer<String> plans;
    private final Plans planned = new Plans();
    private String route = "";

    /**
     * How much is said.
     *
     * @param isAsked whether a question tells what is offered
     * @param isVerbose whether every way that was tried is told
     */
    public record Detail(boolean isAsked, boolean isVerbose) {}

    /**
     * A view of one transfer.
     *
     * @param currentDirectory what paths are shown relative to
     * @param detail how much is said
     * @param plans takes the lines of a dry run, the result of the command
     */
    public ReceiveView(
            Screen screen, ProgressDisplay progress, Path currentDirectory, Detail detail, Consumer<String> plans) {
        this.screen = screen;
        this.progress = progress;
        this.currentDirectory = currentDirectory;
        this.isAsked = detail.isAsked();
        this.isVerbose = detail.isVerbose();
        this.plans = plans;
    }

    @Override
    public void accept(TransferEvent event) {
        switch (event) {
            case TransferEvent.Ready _, TransferEvent.Listed _ -> {
                // Only a sender has a share.
            }
            case TransferEvent.Connected e -> {
                route = e.route();
                screen.line("Connected to " + Escaped.text(e.address()) + ", " + Route.text(e.route()) + ".");
            }
            case TransferEvent.Manifest e -> {
                if (!isAsked) {
                    screen.line(Offers.text(e) + ".");
                }
                Offers.preview(e.preview()).ifPresent(screen::line);
                Resumption.of(e).ifPresent(screen::line);
            }
            case TransferEvent.Progress e -> {
                route = e.route();
                progress.show(e);
            }
            case TransferEvent.Planned e -> {
                screen.clear();
                plans.accept(planned.line(e));
            }
            case TransferEvent.Incomplete e -> Omissions.lines(e).forEach(screen::line);
            case TransferEvent.Tried e -> {
                if (isVerbose) {
                    screen.line(tried(e));
                }
            }
            case TransferEvent.Comparing e ->
                screen.line("The sender compares words before it goes on; here they are " + e.words() + ".");
            case TransferEvent.CodeMistaken _, TransferEvent.CodeRejected _, TransferEvent.Unannounced _ -> {
                // Only a sender has a code.
            }
            case TransferEvent.Waiting e -> screen.line(Retry.of(e));
            case TransferEvent.ReceiverLeft e ->
                screen.line("Left: " + Escaped.text(e.fault().message()) + ".");
            case TransferEvent.Done e -> {
                Summary.details(e).ifPresent(screen::line);
                Summary.identity(e).ifPresent(screen::line);
                screen.line(screen.style().good(last(e)));
            }
        }
    }

    private static String tried(TransferEvent.Tried tried) {
        String what = tried.address().isEmpty() ? tried.origin() : tried.address() + ", from " + tried.origin();
        return Escaped.text("Tried " + what + ": " + TicketMask.of(tried.reason()));
    }

    private String last(TransferEvent.Done done) {
        return done.outcome() == TransferEvent.Outcome.PLANNED
                ? planned.sum()
                : Summary.received(done, route, currentDirectory);
    }
}
