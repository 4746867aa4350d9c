package dev.godwit.content.receive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What happens when the name is taken, before the transfer or just now. */
@ParameterizedClass
@EnumSource
class ConflictTest {
    private static final Instant TIME = Instant.parse("2020-01-02T03:04:05Z");

    private final FolderKind kind;

    @TempDir
    private Path outer;

    private Path directory;
    private ReceiveRoot root;

    ConflictTest(FolderKind kind) {
        this.kind = kind;
    }

    @BeforeEach
    void open() throws IOException {
        directory = outer.resolve("inbox");
        root = kind.open(directory);
    }

    @AfterEach
    void close() throws IOException {
        root.close();
    }

    @Test
    void failAndSkipLeaveAnExistingFileAloneAndKeepThePartial() throws IOException {
        Path old = Files.writeString(directory.resolve("a.txt"), "old");
        for (ConflictRule rule : List.of(ConflictRule.FAIL, ConflictRule.SKIP)) {
            Target target = root.top().target("a.txt", rule);
            assertThat(conflict(target::checkRule).occupant()).isEqualTo(Occupant.FILE);
            try (PartialFile partial = partial("new")) {
                ConflictException refused = conflict(() -> partial.finish(target, 0644, TIME));
                assertThat(refused.rule()).isEqualTo(rule);
                assertThat(old).hasContent("old");
                assertThat(partial.finish(root.top().target("b " + rule, rule), 0644, TIME))
                        .hasContent("new");
            }
        }
        assertThat(names()).containsExactlyInAnyOrder("a.txt", "b FAIL", "b SKIP");
    }

    @Test
    void aPartialThatMetAConflictCanBeResumed() throws IOException {
        Files.writeString(directory.resolve("a"), "old");
        PartialFile partial = partial("new");
        conflict(() -> partial.finish(root.top().target("a", ConflictRule.FAIL), 0644, TIME));
        partial.close();
        assertThat(root.top().reopen(partial.name(), partial.fileKey())).isPresent();
    }

    @Test
    void renameTakesTheFirstFreeNumber() throws IOException {
        assertThat(finish("one", "a.tar.gz", ConflictRule.RENAME)).hasFileName("a.tar.gz");
        assertThat(finish("two", "a.tar.gz", ConflictRule.RENAME)).hasFileName("a.tar (1).gz");
        Files.createDirectory(directory.resolve("a.tar (2).gz"));
        Files.createSymbolicLink(directory.resolve("a.tar (3).gz"), Path.of("/nowhere"));
        assertThat(finish("three", "a.tar.gz", ConflictRule.RENAME))
                .hasFileName("a.tar (4).gz")
                .hasContent("three");
        assertThat(directory.resolve("a.tar.gz")).hasContent("one");
    }

    @Test
    void renameKeepsLongNamesWithinTheLimit() throws IOException {
        String longest = "é".repeat(125) + ".jpg";
        assertThat(finish("one", longest, ConflictRule.RENAME)).hasFileName(longest);
        assertThat(finish("two", longest, ConflictRule.RENAME)).hasFileName("é".repeat(123) + " (1).jpg");
        String dots = "a." + "b".repeat(253);
        finish("one", dots, ConflictRule.RENAME);
        assertThat(finish("two", dots, ConflictRule.RENAME)).hasFileName("a." + "b".repeat(249) + " (1)");
    }

    @Test
    void overwriteReplacesAFileButNotWhatItsOtherNameHolds() throws IOException {
        Path old = Files.writeString(directory.resolve("a"), "old");
        Path alias = Files.createLink(outer.resolve("alias"), old);
        assertThat(finish("new", "a", ConflictRule.OVERWRITE))
                .isEqualTo(root.directory().resolve("a"));
        assertThat(old).hasContent("new");
        assertThat(alias).hasContent("old");
    }

    @Test
    void overwriteReplacesALinkAndNotItsTarget() throws IOException {
        Path victim = Files.writeString(outer.resolve("victim"), "precious");
        Path link = Files.createSymbolicLink(directory.resolve("a"), victim);
        finish("new", "a", ConflictRule.OVERWRITE);
        assertThat(Files.isRegularFile(link, LinkOption.NOFOLLOW_LINKS)).isTrue();
        assertThat(link).hasContent("new");
        assertThat(victim).hasContent("precious");
    }

    @Test
    void noRuleButOverwriteTouchesALinkAndNoneFollowsIt() throws IOException {
        Path victim = outer.resolve("not-there-yet");
        for (ConflictRule rule : List.of(ConflictRule.FAIL, ConflictRule.SKIP, ConflictRule.RENAME)) {
            Path link = Files.createSymbolicLink(directory.resolve("a" + rule), victim);
            Target target = root.top().target("a" + rule, rule);
            assertThat(target.occupant()).isEqualTo(Occupant.LINK);
            assertThat(target.openExisting()).isEmpty();
            try (PartialFile partial = partial("new")) {
                if (rule == ConflictRule.RENAME) {
                    assertThat(partial.finish(target, 0644, TIME)).hasFileName("aRENAME (1)");
                } else {
                    assertThat(conflict(() -> partial.finish(target, 0644, TIME))
                                    .occupant())
                            .isEqualTo(Occupant.LINK);
                }
            }
            assertThat(link).isSymbolicLink();
            assertThat(victim).doesNotExist();
        }
    }

    @Test
    void noRuleReplacesADirectory() throws IOException {
        Files.createDirectory(directory.resolve("a"));
        for (ConflictRule rule : List.of(ConflictRule.FAIL, ConflictRule.SKIP, ConflictRule.OVERWRITE)) {
            Target target = root.top().target("a", rule);
            assertThat(conflict(target::checkRule).occupant()).isEqualTo(Occupant.DIRECTORY);
            try (PartialFile partial = partial("new")) {
                conflict(() -> partial.finish(target, 0644, TIME));
            }
        }
        assertThat(directory.resolve("a")).isEmptyDirectory();
    }

    @Test
    void aFileThatCameAfterTheCheckIsNotReplaced() throws IOException {
        Target target = root.top().target("a", ConflictRule.FAIL);
        target.checkRule();
        try (PartialFile partial = partial("new")) {
            Files.writeString(directory.resolve("a"), "quicker");
            assertThat(conflict(() -> partial.finish(target, 0644, TIME)).occupant())
                    .isEqualTo(Occupant.FILE);
        }
        assertThat(directory.resolve("a")).hasContent("quicker");
    }

    @Test
    void ofManyAtOnceOneGetsTheNameAndTheOthersGetNumbers() throws Exception {
        Set<Path> places = ConcurrentHashMap.newKeySet();
        int count = 24;
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            List<Callable<Boolean>> tasks = Stream.iterate(0, i -> i < count, i -> i + 1)
                    .<Callable<Boolean>>map(i -> () -> places.add(finish("content " + i, "a.txt", ConflictRule.RENAME)))
                    .toList();
            for (Future<Boolean> added : threads.invokeAll(tasks)) {
                assertThat(added.get()).isTrue();
            }
        }
        assertThat(names()).hasSize(count).contains("a.txt", "a (1).txt", "a (23).txt");
        assertThat(places.stream().map(ConflictTest::content).distinct()).hasSize(count);
    }

    @Test
    void existingContentCanBeReadToCompareIt() throws IOException {
        Files.writeString(directory.resolve("a"), "old content");
        try (ExistingFile existing =
                root.top().target("a", ConflictRule.FAIL).openExisting().orElseThrow()) {
            ByteBuffer buffer = ByteBuffer.allocate(100);
            assertThat(existing.length()).isEqualTo(11);
            assertThat(existing.read(4, buffer)).isEqualTo(7);
        }
        assertThat(root.top().target("b", ConflictRule.FAIL).openExisting()).isEmpty();
        assertThat(root.top().target("b", ConflictRule.FAIL).occupant()).isEqualTo(Occupant.NOTHING);
    }

    private Path finish(String content, String name, ConflictRule rule) throws IOException {
        try (PartialFile partial = partial(content)) {
            return partial.finish(root.top().target(name, rule), 0644, TIME);
        }
    }

    private PartialFile partial(String content) throws IOException {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        PartialFile partial = root.top().create(bytes.length);
        partial.write(0, ByteBuffer.wrap(bytes));
        return partial;
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> !PartialName.matches(name))
                    .toList();
        }
    }

    private static String content(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static ConflictException conflict(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        ConflictException conflict = catchThrowableOfType(ConflictException.class, call);
        assertThat(conflict).isNotNull();
        return conflict;
    }
}
