package dev.godwit.app;

import dev.godwit.app.terminal.Interrupts;
import dev.godwit.app.terminal.Prompt;
import dev.godwit.app.terminal.Screen;
import dev.godwit.app.view.Serial;
import dev.godwit.node.home.Home;
import dev.godwit.node.home.KnownTransfer;
import dev.godwit.node.home.TransferHistory;
import dev.godwit.transfer.event.TransferEvent;
import dev.godwit.wire.fault.FaultException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Opens the peer and does one piece of work with it that a person may interrupt. */
final class Transfers {
    private final Peer.Opener peers;
    private final GlobalOptions options;
    private final Map<String, String> environment;
    private final Output output;

    Transfers(Peer.Opener peers, GlobalOptions options, Map<String, String> environment, Output output) {
        this.peers = peers;
        this.options = options;
        this.environment = environment;
        this.output = output;
    }

    /** Work that blocks until it is done. */
    interface Work {
        void with(Peer peer) throws FaultException;
    }

    /** What became of earlier ones, the latest last. */
    List<KnownTransfer> known() throws IOException {
        return new TransferHistory(home()).all();
    }

    /** This user's peer. */
    Peer open() throws FaultException {
        return peers.open(home());
    }

    /**
     * Does the work to its end, or until a signal.
     *
     * @param hint how to go on after a signal
     */
    int run(Screen screen, Prompt prompt, String hint, Work work) throws FaultException, CommandException {
        try (Peer peer = open()) {
            Interrupts interrupts = Interrupts.handledBy(() -> {
                prompt.abandon();
                peer.cancel();
            });
            try {
                work.with(peer);
                return 0;
            } catch (FaultException e) {
                if (interrupts.exitCode().isPresent()) {
                    throw new CommandException(
                            Failure.stopped(interrupts.exitCode().getAsInt(), hint));
                }
                throw e;
            }
        } finally {
            screen.clear();
        }
    }

    /** The view for a person together with the JSON that scripts may want. */
    Consumer<TransferEvent> views(Consumer<TransferEvent> view) {
        List<Consumer<TransferEvent>> views = new ArrayList<>(List.of(view));
        output.json().ifPresent(views::add);
        return new Serial(views);
    }

    /** Where this user's peer lives. */
    Home home() {
        return options.home(environment);
    }
}
