package dev.godwit.app;

import dev.godwit.app.json.HashLine;
import dev.godwit.app.text.Escaped;
import dev.godwit.content.merkle.ContentId;
import dev.godwit.content.merkle.StreamingTree;
import dev.godwit.wire.fault.Fault;
import dev.godwit.wire.fault.FaultCode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code godwit hash}: what files are, without anything leaving the machine. */
@Command(
        name = "hash",
        sortOptions = false,
        description = "Prints the Merkle root, the length and the path of each file.",
        footer = {"", "Example:", "  godwit hash *.iso"})
final class HashCommand implements Callable<Integer> {
    private static final int BUFFER_BYTES = 256 * 1024;

    private final Output output;
    private final Failures failures;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);

    @Parameters(paramLabel = "PATH", arity = "1..*", description = "The files to read.")
    private List<String> paths = List.of();

    HashCommand(Output output) {
        this.output = output;
        this.failures = new Failures(output);
    }

    @Override
    public Integer call() {
        int exit = 0;
        for (String path : paths) {
            try {
                print(path, hash(Path.of(path)));
            } catch (IOException | InvalidPathException e) {
                // The other files are still worth reading.
                exit = failures.report(Failure.of(Fault.of(FaultCode.SOURCE_UNREADABLE, path), e));
            }
        }
        return exit;
    }

    private void print(String path, ContentId id) {
        String root = id.root().toString();
        output.result(
                root + "  " + id.length() + "  " + Escaped.text(path),
                new HashLine(path, id.length(), root, id.toString()));
    }

    private ContentId hash(Path path) throws IOException {
        StreamingTree tree = new StreamingTree();
        try (FileChannel file = FileChannel.open(path, StandardOpenOption.READ)) {
            while (file.read(buffer.clear()) >= 0) {
                tree.update(buffer.flip());
            }
        }
        return tree.finish();
    }
}
