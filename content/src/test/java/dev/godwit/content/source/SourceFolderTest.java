package dev.godwit.content.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With handles of directories, and by paths alone as where there are none. */
class SourceFolderTest {
    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void readsNamesAttributesAndFiles(boolean handles) throws IOException {
        Files.writeString(directory.resolve("file"), "content");
        Files.writeString(Files.createDirectory(directory.resolve("inner")).resolve("deep"), "more");
        try (SourceFolder folder = open(handles)) {
            List<String> names = new ArrayList<>();
            folder.forEach(path -> names.add(path.getFileName().toString()));
            assertThat(names).containsExactlyInAnyOrder("file", "inner");
            assertThat(folder.attributes("file").size()).isEqualTo(7);
            assertThat(folder.attributes("inner").isDirectory()).isTrue();
            assertThatThrownBy(() -> folder.attributes("none")).isInstanceOf(NoSuchFileException.class);
            try (SourceFolder inner = folder.enter("inner");
                    FileChannel deep = inner.openFile("deep")) {
                assertThat(inner.path()).isEqualTo(directory.resolve("inner"));
                assertThat(deep.read(ByteBuffer.allocate(9))).isEqualTo(4);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void r6FollowsNoLink(boolean handles) throws IOException {
        Path outside = Files.createDirectory(directory.resolve("outside"));
        Files.writeString(outside.resolve("file"), "secret");
        Files.createSymbolicLink(directory.resolve("to-directory"), outside);
        Files.createSymbolicLink(directory.resolve("to-file"), outside.resolve("file"));
        try (SourceFolder folder = open(handles)) {
            assertThat(folder.attributes("to-file").isSymbolicLink()).isTrue();
            assertThatThrownBy(() -> folder.enter("to-directory").close()).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> folder.openFile("to-file").close()).isInstanceOf(IOException.class);
        }
    }

    private SourceFolder open(boolean handles) throws IOException {
        if (!handles) {
            return PathSourceFolder.open(directory);
        }
        SourceFolder folder = SourceFolder.open(directory);
        if (folder instanceof SecureSourceFolder) {
            return folder;
        }
        folder.close();
        assumeTrue(false, "no handles here");
        return folder;
    }
}
