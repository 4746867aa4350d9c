package dev.godwit.node;

import dev.godwit.node.finding.Finding;
import dev.godwit.wire.code.Code;
import dev.godwit.wire.ticket.Ticket;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What to fetch and where to put it. The same ticket or code, target and home go on from the verified pieces.
 *
 * @param secret the {@code godwit:} URI of a ticket, or a code
 * @param at addresses to use instead of looking for the sender; unresolved; empty to look
 * @param verify whether the user compares words with the sender's, when the secret is a code
 * @param finding where to look for the sender
 * @param target where the content goes
 * @param patience how long to keep trying to connect; empty for ten seconds at first and two minutes after a loss
 * @param silence how long the peer may say nothing before it counts as gone
 * @param select globs of the paths that are wanted; empty for all
 * @param dryRun only tell what would happen
 * @param limitDown bytes per second that may come; empty for any number
 */
public record ReceiveRequest(
        String secret,
        List<InetSocketAddress> at,
        boolean verify,
        Finding finding,
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

    /** Whether somebody who wrote this meant a code or a ticket, right or wrong. */
    public static boolean looksLikeSecret(String text) {
        return text.startsWith(Ticket.SCHEME) || Code.looksLikeCode(text);
    }

    /** Where the content goes. */
    public sealed interface Target {
        /** Under its own name in this directory, which is created when missing. */
        record Directory(Path path) implements Target {}

        /** To this process's standard output, in order, each block verified first. */
        record StandardOutput() implements Target {}
    }
}
