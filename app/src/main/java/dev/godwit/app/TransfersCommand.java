package dev.godwit.app;

import dev.godwit.app.view.TransferText;
import dev.godwit.node.home.KnownTransfer;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code godwit transfers}: what became of transfers, and which can go on. */
@Command(
        name = "transfers",
        sortOptions = false,
        description = "Lists transfers: those to go on with, and those that ended within the last 30 days.",
        footer = {"", "Examples:", "  godwit transfers", "  godwit transfers show 4qzs"})
final class TransfersCommand implements Callable<Integer> {
    private static final int NOT_FOUND_EXIT = 3;

    private final Transfers transfers;
    private final Output output;

    TransfersCommand(Transfers transfers, Output output) {
        this.transfers = transfers;
        this.output = output;
    }

    @Override
    public Integer call() throws IOException {
        for (KnownTransfer transfer : transfers.known()) {
            output.result(() -> TransferText.line(transfer), json -> json.transfer(transfer));
        }
        return 0;
    }

    /** {@code godwit transfers list}: the same. */
    @Command(name = "list", sortOptions = false, description = "Lists them, the latest last.")
    Integer list() throws IOException {
        return call();
    }

    @Command(name = "show", sortOptions = false, description = "Prints the statistics of one transfer.")
    Integer show(@Parameters(paramLabel = "ID", description = "Its id in the list, or how that begins.") String id)
            throws IOException, CommandException {
        KnownTransfer transfer = find(id);
        output.result(() -> String.join("\n", TransferText.lines(transfer)), json -> json.transfer(transfer));
        return 0;
    }

    private KnownTransfer find(String id) throws IOException, CommandException {
        List<KnownTransfer> found = transfers.known().stream()
                .filter(transfer -> transfer.id().startsWith(id))
                .toList();
        // The list is in order of time: the end of a transfer says more than what it left.
        if (found.stream().map(KnownTransfer::id).distinct().count() == 1) {
            return found.getLast();
        }
        String message =
                found.isEmpty() ? "There is no transfer '" + id + "'" : "Several transfers begin with '" + id + "'";
        throw new CommandException(
                new Failure("transfer-not-found", NOT_FOUND_EXIT, message, "See godwit transfers list.", null));
    }
}
