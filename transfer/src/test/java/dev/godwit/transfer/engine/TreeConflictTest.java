package dev.godwit.transfer.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.content.receive.ConflictRule;
import dev.godwit.testkit.RandomContent;
import dev.godwit.transfer.event.Problems.Problem;
import dev.godwit.transfer.event.TransferEvent;
import dev.godwit.transfer.fake.FakeNetwork;
import dev.godwit.wire.fault.FaultCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Folders that arrive where something is already. */
@Timeout(60)
class TreeConflictTest {
    @TempDir
    private Path temp;

    private final FakeNetwork network = new FakeNetwork();
    private TestReceiver receiver;
    private Path top;

    @BeforeEach
    void open() throws IOException {
        receiver = new TestReceiver(network, temp);
        top = Files.createDirectories(temp.resolve("source/top"));
    }

    private TestSender send() throws IOException {
        return TestSender.of(network, TestSender.tree(top), 5);
    }

    @Test
    void eachConflictIsDecidedByItself() throws IOException {
        for (String name : List.of("fail", "overwrite", "rename", "same", "skip")) {
            new RandomContent(name.hashCode()).write(top.resolve(name + ".small"), 1_000);
            new RandomContent(name.hashCode()).write(top.resolve(name + ".large"), Trees.SMALL + 9);
        }
        Path mine = Files.createDirectories(receiver.folder.resolve("top"));
        for (String name : List.of("fail", "overwrite", "rename", "skip")) {
            Files.writeString(mine.resolve(name + ".small"), "mine");
            new RandomContent(3).write(mine.resolve(name + ".large"), Trees.SMALL + 9);
        }
        new RandomContent("same".hashCode()).write(mine.resolve("same.small"), 1_000);
        new RandomContent("same".hashCode()).write(mine.resolve("same.large"), Trees.SMALL + 9);
        receiver.onConflict = path -> ConflictRule.valueOf(
                path.substring("top/".length(), path.indexOf('.')).toUpperCase(Locale.ROOT));
        TestSender sender = send();
        TransferEvent.Done done = receiver.receive(sender.aim());
        assertThat(done.statistics().bytesTransferred()).isEqualTo(2 * (1_000 + Trees.SMALL + 9));
        assertThat(receiver.problems.list())
                .extracting(Problem::path)
                .containsExactlyInAnyOrder("top/fail.small", "top/fail.large");
        assertThat(receiver.problems.list()).allMatch(problem -> problem.fault().code() == FaultCode.CONFLICT);
        for (String kind : List.of(".small", ".large")) {
            assertThat(mine.resolve("overwrite" + kind)).hasSameBinaryContentAs(top.resolve("overwrite" + kind));
            assertThat(mine.resolve("rename (1)" + kind)).hasSameBinaryContentAs(top.resolve("rename" + kind));
        }
        assertThat(mine.resolve("skip.small")).hasContent("mine");
        assertThat(mine.resolve("fail.small")).hasContent("mine");
        // Something stood in the way here: another run may still get it, so this one was not told as complete.
        assertThat(sender.receipts).hasValue(0);
    }

    @Test
    void aFileInTheWayOfAFolderKeepsOnlyThatFolderOut() throws IOException {
        Trees.oneOfEverything(top);
        Path mine = Files.createDirectories(receiver.folder.resolve("top"));
        Files.writeString(mine.resolve("a"), "mine");
        Files.createDirectories(mine.resolve("empty"));
        TestSender sender = send();
        receiver.receive(sender.aim());
        assertThat(mine.resolve("a")).hasContent("mine");
        assertThat(mine.resolve("empty")).isDirectory();
        assertThat(mine.resolve("large at least")).hasSameBinaryContentAs(top.resolve("large at least"));
        assertThat(receiver.problems.list())
                .extracting(Problem::path)
                .contains("top/a", "top/a/b/c/large", "top/empty");
        assertThat(receiver.problems.list()).allMatch(problem -> problem.fault().code() == FaultCode.CONFLICT);
    }

    /** Each of them waits for the sender's answer, and then for room. */
    @Test
    void manyFilesThatDifferAreReplaced() throws IOException {
        Trees.many(top, 3_000, new SplittableRandom(5));
        for (String path : Trees.contents(top).keySet()) {
            Path mine = receiver.folder.resolve("top").resolve(path);
            Files.createDirectories(mine.getParent());
            byte[] content = Files.readAllBytes(top.resolve(path));
            Files.write(mine, path.hashCode() % 2 == 0 ? Arrays.copyOf(content, content.length + 1) : flipped(content));
        }
        receiver.onConflict = path -> ConflictRule.OVERWRITE;
        TransferEvent.Done done = receiver.receive(send().aim());
        assertThat(Trees.contents(receiver.folder.resolve("top"))).isEqualTo(Trees.contents(top));
        assertThat(done.entries()).isEqualTo(3_031);
    }

    private static byte[] flipped(byte[] content) {
        for (int i = 0; i < content.length; i++) {
            content[i]++;
        }
        return content;
    }

    /** A stranger's folder of the same name must not open a private one to everybody. */
    @Test
    void r3WhatWasThereKeepsItsMode() throws IOException {
        Trees.oneOfEverything(top);
        Path mine = Files.createDirectories(receiver.folder.resolve("top/a"));
        Path same = Files.copy(top.resolve("small at most"), receiver.folder.resolve("top/small at most"));
        List<Path> before = List.of(mine, mine.getParent(), same);
        for (Path path : before) {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------"));
        }
        receiver.receive(send().aim());
        assertThat(Trees.contents(receiver.folder.resolve("top"))).isEqualTo(Trees.contents(top));
        for (Path path : before) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                    .isEqualTo("rwx------");
        }
        assertThat(Files.getPosixFilePermissions(mine.resolve("b")))
                .isEqualTo(Files.getPosixFilePermissions(top.resolve("a/b")));
    }

    /** What is verified is kept, and nothing more is asked or fetched. */
    @Test
    void whoSaysNoToAConflictStopsEverything() throws IOException {
        Files.writeString(top.resolve("a"), "theirs");
        Files.writeString(top.resolve("b"), "theirs");
        Path mine = Files.createDirectories(receiver.folder.resolve("top"));
        Files.writeString(mine.resolve("a"), "mine");
        Files.writeString(mine.resolve("b"), "mine");
        List<String> asked = new CopyOnWriteArrayList<>();
        receiver.onConflict = path -> {
            asked.add(path);
            return null;
        };
        TestSender sender = send();
        assertThat(receiver.failing(sender.aim()).code()).isEqualTo(FaultCode.CANCELLED);
        assertThat(asked).hasSize(1);
        assertThat(mine.resolve("a")).hasContent("mine");
        receiver.onConflict = path -> ConflictRule.OVERWRITE;
        receiver.receive(sender.aim());
        assertThat(Trees.contents(receiver.folder.resolve("top"))).isEqualTo(Trees.contents(top));
    }
}
