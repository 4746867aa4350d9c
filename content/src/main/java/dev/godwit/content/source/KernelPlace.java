package dev.godwit.content.source;

import dev.godwit.content.disk.Descriptor;
import dev.godwit.content.disk.FileStatus;
import dev.godwit.content.source.SourceChangedException.Change;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/**
 * A file below a directory that the user named, which the kernel opens in one step and without following a link
 * (openat2 with RESOLVE_BENEATH and RESOLVE_NO_SYMLINKS).
 *
 * @param top the directory
 * @param below names from there on, at least one
 */
record KernelPlace(Descriptor top, List<String> below) implements SourcePlace {
    @Override
    public Path path() {
        return below.stream().reduce(top.path(), Path::resolve, Path::resolve);
    }

    @Override
    public FileState look() throws IOException {
        try (Descriptor file = top.openFile(below)) {
            return FileState.of(file.path(), file.status());
        }
    }

    @Override
    public Content open() throws IOException {
        return new DescriptorContent(top.openFile(below));
    }

    @Override
    public int readWhole(long length, Instant modified, ByteBuffer target) throws IOException {
        try (Descriptor file = top.openFile(below)) {
            FileStatus status = file.status();
            FileState before = FileState.of(file.path(), status);
            before.checkIs(file.path(), length, modified);
            int limit = target.limit();
            target.limit(target.position() + (int) length);
            try {
                if (file.read(0, target) < length) {
                    throw new SourceChangedException(file.path(), Change.TRUNCATED);
                }
            } finally {
                target.limit(limit);
            }
            FileStatus after = file.status();
            if (!after.equals(status)) {
                SourceVersion later = FileState.of(file.path(), after).version();
                throw new SourceChangedException(
                        file.path(), before.version().changeTo(later).orElse(Change.REWRITTEN));
            }
            return (int) length;
        }
    }

    private record DescriptorContent(Descriptor file) implements Content {
        @Override
        public int read(long offset, ByteBuffer target) throws IOException {
            return file.read(offset, target);
        }

        @Override
        public void close() {
            file.close();
        }
    }
}
