package dev.godwit.node;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What to fetch and where to put it. The same ticket, target and home go on from the verified pieces.
 *
 * @param ticket the {@code godwit:} URI
 * @param at addresses to use instead of the ticket's; unresolved; empty for the ticket's own
 * @param target where the content goes
 * @param patience how long to keep trying to connect; empty for ten seconds at first and two minutes after a loss
 * @param silence how long the peer may say nothing before it counts as gone
 * @param select globs of the paths that are wanted; empty for all
 * @param dryRun only tell what would happen
 * @param limitDown bytes per second that may come; empty for any number
 */
public record ReceiveRequest(
        String ticket,
        List<InetSocketAddress> at,
        Target target,
        Optional<Duration> patience,
        Duration silence,
        List<String> select,
        boolean dryRun,
        OptionalLong limitDown) {

    public ReceiveRequest {
        at = List.copyOf(at);
        select = List.copyOf(select);
    }

    /** Where the content goes. */
    public sealed interface Target {
        /** Under its own name in this directory, which is created when missing. */
        record Directory(Path path) implements Target {}

        /** To this process's standard output, in order, each block verified first. */
        record StandardOutput() implements Target {}
    }
}
