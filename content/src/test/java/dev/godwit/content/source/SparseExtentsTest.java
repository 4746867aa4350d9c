package dev.godwit.content.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.godwit.content.disk.Descriptor;
import dev.godwit.testkit.RandomContent;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class SparseExtentsTest {
    private static final int MIB = 1024 * 1024;
    private static final long LENGTH = 1000L * MIB;

    @TempDir
    private Path directory;

    @Test
    void aFileWithoutHolesIsAllData() throws IOException {
        Path file = new RandomContent(1).write(directory.resolve("dense"), 3 * MIB + 5);
        assertThat(SparseExtents.dataBytes(file)).isEqualTo(3 * MIB + 5);
    }

    @Test
    void anEmptyFileHasNone() throws IOException {
        assertThat(SparseExtents.dataBytes(new RandomContent(1).write(directory.resolve("empty"), 0)))
                .isZero();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void holesDoNotCount() throws IOException {
        assertThat(SparseExtents.dataBytes(sparse())).isBetween(2L * MIB, 8L * MIB);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void behindTheLastExtentThatIsCountedEverythingIsData() throws IOException {
        try (Descriptor file = Descriptor.open(sparse()).orElseThrow()) {
            // The first island ends at 101 MiB.
            assertThat(SparseExtents.dataBytes(file, LENGTH, 1)).isBetween(LENGTH - 100L * MIB, LENGTH - 90L * MIB);
        }
    }

    @Test
    void aMissingFileHasNoLength() {
        assertThatThrownBy(() -> SparseExtents.dataBytes(directory.resolve("missing")))
                .isInstanceOf(NoSuchFileException.class);
    }

    private Path sparse() throws IOException {
        return new RandomContent(1).writeSparse(directory.resolve("sparse"), LENGTH, MIB, 100L * MIB, 500L * MIB);
    }
}
