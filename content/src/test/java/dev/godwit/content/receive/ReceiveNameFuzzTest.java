package dev.godwit.content.receive;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.godwit.content.manifest.UnsafeNameException;
import dev.godwit.testkit.Seed;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** R1, R2, R4, R7: whatever a peer calls an entry or lets a link lead to, it is refused or stays in its folder. */
class ReceiveNameFuzzTest {
    private static final long RUN_NANOS = 500_000_000;
    private static final List<String> FRAGMENTS = List.of(
            "..",
            ".",
            "/",
            "//",
            "\\",
            ":",
            "C:",
            "\0",
            "a",
            "A",
            "b.txt",
            "CON",
            "\u00b9",
            " ",
            "\n",
            "\u001b[2J",
            "\u202e",
            "\u00e9",
            "e\u0301",
            "\u212b",
            "\ud83d",
            "\ude00",
            "\ud83d\ude00",
            "~",
            "-rf",
            "\u200c",
            "\uff0e\uff0e",
            "\u2215",
            "%2e%2e",
            "x".repeat(120),
            "\u6f22".repeat(60),
            ".godwit-",
            ".part");

    @TempDir
    private static Path outer = Path.of("");

    @FuzzTest(maxDuration = "60s")
    void staysInside(byte[] data) throws IOException {
        receive(new String(data, StandardCharsets.UTF_8));
        // With half surrogate pairs, too.
        receive(new String(data, StandardCharsets.UTF_16BE));
    }

    @Test
    void staysInsideWithFragmentsOfNames() throws IOException {
        SplittableRandom random =
                Seed.announce(ReceiveNameFuzzTest.class.getSimpleName()).random();
        long endNanos = System.nanoTime() + RUN_NANOS;
        while (System.nanoTime() < endNanos) {
            StringBuilder text = new StringBuilder();
            for (int count = random.nextInt(1, 6); count > 0; count--) {
                text.append(FRAGMENTS.get(random.nextInt(FRAGMENTS.size())));
            }
            try {
                receive(text.toString());
            } catch (RuntimeException | Error e) {
                String hex = HexFormat.of().formatHex(text.toString().getBytes(StandardCharsets.UTF_16BE));
                throw new AssertionError("UTF-16 " + hex, e);
            }
        }
    }

    private static void receive(String text) throws IOException {
        checkRules(text);
        Path inbox = outer.resolve("inbox");
        try (ReceiveRoot root = FolderKind.BEST.open(inbox, 2, Optional.of(new NameFolding(true, true)))) {
            root.top().makeDirectory("folder");
            ReceiveFolder folder = root.folder(List.of("folder"));
            try {
                Path file =
                        folder.writeWhole(text, ByteBuffer.allocate(1), 0600, Instant.EPOCH, ConflictRule.OVERWRITE);
                assertThat(file).isEqualTo(root.directory().resolve("folder").resolve(text));
                assertThat(file.getParent()).isEqualTo(root.directory().resolve("folder"));
                Files.delete(file);
            } catch (UnsafeNameException e) {
                assertThat(e.getCause()).isNull();
            }
            try {
                Files.delete(folder.makeLink("link", text, Instant.EPOCH, ConflictRule.FAIL));
            } catch (UnsafeNameException e) {
                assertThat(e.getCause()).isNull();
            }
            assertThat(FolderSwap.entries(outer)).as("inbox and folder").isEqualTo(2);
        }
    }

    private static void checkRules(String text) {
        try {
            LinkTarget.check(text, 2);
            // Not AssertJ's own, which asks the disk.
            assertThat(Path.of("/top/a/b").resolve(text).normalize().startsWith(Path.of("/top")))
                    .isTrue();
        } catch (UnsafeNameException | java.nio.file.InvalidPathException e) {
            // Refused, or not to be written here.
        }
        try {
            WindowsNames.check(text);
            assertThat(text).doesNotContain(":", "\\", "/", "\0").doesNotEndWith(".");
        } catch (UnsafeNameException e) {
            // Refused.
        }
        String folded = new NameFolding(true, true).fold(text);
        assertThat(new NameFolding(true, true).fold(folded)).isEqualTo(folded);
    }
}
