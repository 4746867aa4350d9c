package dev.godwit.node;

import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * What to offer, to how many, for how long. The same source, name and home find an unfinished share again.
 *
 * @param source the file to offer
 * @param name the name the receiver sees; empty for the file's own
 * @param bind the only address to listen on; empty for all
 * @param port the port to listen on; 0 to choose one (or the one the unfinished share had)
 * @param expires how long the share may be opened
 * @param downloads how many downloads may complete; {@link #UNLIMITED} for any number
 * @param silence how long a peer may say nothing before it counts as gone
 */
public record SendRequest(
        Source source,
        Optional<String> name,
        Optional<InetAddress> bind,
        int port,
        Duration expires,
        int downloads,
        Duration silence) {

    /** As many downloads as there are receivers. */
    public static final int UNLIMITED = Integer.MAX_VALUE;

    /** Where the bytes come from. */
    public sealed interface Source {
        /** A regular file. */
        record File(Path path) implements Source {}

        /** This process's standard input: read once, one receiver. */
        record StandardInput() implements Source {}
    }
}
