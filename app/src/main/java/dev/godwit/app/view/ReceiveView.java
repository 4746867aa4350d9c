package dev.godwit.app.view;

import dev.godwit.app.terminal.Screen;
import dev.godwit.app.text.Escaped;
import dev.godwit.transfer.event.TransferEvent;
import java.nio.file.Path;
import java.util.function.Consumer;

/** What the person who receives sees. */
public final class ReceiveView implements Consumer<TransferEvent> {
    private final Screen screen;
    private final ProgressDisplay progress;
    private final Path currentDirectory;
    private String route = "";

    /** A view of one transfer; paths are shown relative to {@code currentDirectory}. */
    public ReceiveView(Screen screen, ProgressDisplay progress, Path currentDirectory) {
        this.screen = screen;
        this.progress = progress;
        this.currentDirectory = currentDirectory;
    }

    @Override
    public void accept(TransferEvent event) {
        switch (event) {
            case TransferEvent.Ready _ -> {
                // Only a sender has a share that is ready.
            }
            case TransferEvent.Connected e -> {
                route = e.route();
                screen.line("Connected to " + Escaped.text(e.address()) + ", " + Route.text(e.route()) + ".");
            }
            case TransferEvent.Manifest e -> {
                screen.line(Escaped.text(e.name()) + ", " + Amount.of(e.entries(), e.bytes()) + ".");
                Resumption.of(e).ifPresent(screen::line);
            }
            case TransferEvent.Progress e -> {
                route = e.route();
                progress.show(e);
            }
            case TransferEvent.Waiting e -> screen.line(Retry.of(e));
            case TransferEvent.ReceiverLeft e ->
                screen.line("Left: " + Escaped.text(e.fault().message()) + ".");
            case TransferEvent.Done e -> screen.line(screen.style().good(Summary.received(e, route, currentDirectory)));
        }
    }
}
