package dev.godwit.node.home;

import dev.godwit.transfer.receive.destination.TransferRecord;
import dev.godwit.transfer.receive.destination.TransferRecord.FileRecord;
import dev.godwit.transfer.receive.destination.TransferRecord.Partial;
import java.io.IOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What is kept about one large file while it is fetched: three lines in a file, and its journal beside it. */
final class PartialRecord implements FileRecord {
    private final Path file;
    private final Path journal;

    /** @param name tells it from others of the same transfer */
    PartialRecord(Path directory, String name) {
        this.file = directory.resolve(name + ".partial");
        this.journal = directory.resolve(name + ".pieces");
    }

    @Override
    public Optional<Partial> partial() {
        try {
            List<String> lines = Files.readAllLines(file);
            return lines.size() == 3
                    ? Optional.of(new TransferRecord.Partial(folder(lines.get(2)), lines.get(0), lines.get(1)))
                    : Optional.empty();
        } catch (IOException | IllegalArgumentException e) {
            // None, or damaged: the file is fetched from its beginning.
            return Optional.empty();
        }
    }

    @Override
    public void partial(Partial partial) throws IOException {
        // Names may hold anything but a slash and a zero byte, so also the end of a line.
        String folder = URLEncoder.encode(String.join("/", partial.folder()), StandardCharsets.UTF_8);
        String lines = partial.name() + "\n" + partial.fileKey() + "\n" + folder + "\n";
        PrivateFiles.write(file, lines.getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> folder(String encoded) {
        return encoded.isEmpty()
                ? List.of()
                : List.of(URLDecoder.decode(encoded, StandardCharsets.UTF_8).split("/", -1));
    }

    @Override
    public Path journal() {
        return journal;
    }

    @Override
    public void forget() throws IOException {
        Files.deleteIfExists(file);
        Files.deleteIfExists(journal);
    }
}
