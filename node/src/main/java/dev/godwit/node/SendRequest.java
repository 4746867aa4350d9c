package dev.godwit.node;

import dev.godwit.content.source.TreeScan.Links;
import dev.godwit.node.finding.Finding;
import dev.godwit.transfer.compress.CompressMode;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What to offer, to how many, for how long. The same source, name and home find an unfinished share again.
 *
 * @param source what to offer
 * @param name the name the receiver sees, of a single file or folder; empty for its own
 * @param bind the only address to listen on; empty for all
 * @param port the port to listen on; 0 to choose one (or the one the unfinished share had)
 * @param expires how long the share may be opened
 * @param downloads how many downloads may complete; {@link #UNLIMITED} for any number
 * @param silence how long a peer may say nothing before it counts as gone
 * @param limitUp bytes per second that may be sent; empty for any number
 * @param compress when content is compressed
 * @param newCode whether the code that earlier runs have printed is void from now on
 * @param verify whether the user compares words with each receiver that comes with the code
 * @param finding how receivers may find it
 */
public record SendRequest(
        Source source,
        Optional<String> name,
        Optional<InetAddress> bind,
        int port,
        Duration expires,
        int downloads,
        Duration silence,
        OptionalLong limitUp,
        CompressMode compress,
        boolean newCode,
        boolean verify,
        Finding finding) {

    /** As many downloads as there are receivers. */
    public static final int UNLIMITED = Integer.MAX_VALUE;

    /** Where the bytes come from. */
    public sealed interface Source {
        /**
         * Files and folders.
         *
         * @param paths what the user named
         * @param links what becomes of symbolic links in them
         * @param excludes patterns of what is left out, in the syntax of {@code .gitignore}
         * @param excludeFiles files of such patterns, which come before {@code excludes}
         */
        record Files(List<Path> paths, Links links, List<String> excludes, List<Path> excludeFiles) implements Source {
            public Files {
                paths = List.copyOf(paths);
                excludes = List.copyOf(excludes);
                excludeFiles = List.copyOf(excludeFiles);
            }
        }

        /** This process's standard input: read once, one receiver. */
        record StandardInput() implements Source {}
    }
}
