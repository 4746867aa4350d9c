package dev.godwit.app;

import dev.godwit.app.json.IdLine;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code godwit id}: who this peer is to others. */
@Command(name = "id", sortOptions = false, description = "Prints this peer's id, and makes its identity on first use.")
final class IdCommand implements Callable<Integer> {
    private final Transfers transfers;
    private final Output output;

    IdCommand(Transfers transfers, Output output) {
        this.transfers = transfers;
        this.output = output;
    }

    @Override
    public Integer call() throws Exception {
        try (Peer peer = transfers.open()) {
            output.result(peer.id(), new IdLine(peer.id()));
        }
        return 0;
    }
}
