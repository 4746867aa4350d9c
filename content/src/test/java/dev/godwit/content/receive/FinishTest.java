package dev.godwit.content.receive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.godwit.testkit.RandomContent;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Finishing a partial file, killed before and after each of its steps. */
@ParameterizedClass
@EnumSource
class FinishTest {
    private static final Instant TIME = Instant.parse("2020-01-02T03:04:05.678901234Z");
    private static final byte[] CONTENT = new RandomContent(11).bytes(100_000);
    private static final List<String> STEPS = List.of("setModified", "renameNew", "renameOver", "setMode", "force");

    private final FolderKind kind;

    @TempDir
    private Path inbox;

    FinishTest(FolderKind kind) {
        this.kind = kind;
    }

    @Test
    void whatAKillLeftOfASmallFileIsUsedAgain() throws IOException {
        byte[] secret = {1, 2, 3};
        Path leftover = Files.writeString(inbox.resolve(PartialName.of(secret, List.of(), "small")), "half of it");
        OpenFolders folders = new OpenFolders(kind.folder(inbox.toRealPath()), OpenFolders.MAX_OPEN);
        try (ReceiveRoot root = new ReceiveRoot(inbox.toRealPath(), folders, () -> secret, Optional.empty())) {
            root.top().writeWhole("small", ByteBuffer.wrap(CONTENT), 0644, TIME, ConflictRule.FAIL);
        }
        assertThat(leftover).doesNotExist();
        assertThat(inbox.resolve("small")).hasBinaryContent(CONTENT);
    }

    @Test
    void aKillLeavesATrustedPartialOrTheFinishedFile() throws IOException {
        int partials = 0;
        int finished = 0;
        for (ConflictRule rule : List.of(ConflictRule.FAIL, ConflictRule.OVERWRITE)) {
            // Beyond the last step nothing is killed any more.
            for (int kill = 0; kill <= 10; kill++) {
                String name = rule + " " + kill;
                Optional<PartialFile> killed = finishKilledAt(name, rule, kill);
                try (ReceiveRoot root = kind.open(inbox)) {
                    if (killed.isEmpty()) {
                        finished++;
                    } else if (Files.exists(inbox.resolve(name))) {
                        finished++;
                        assertThat(root.top()
                                        .reopen(
                                                killed.get().name(),
                                                killed.get().fileKey()))
                                .isEmpty();
                        root.top().settle(name, killed.get().fileKey(), 0640);
                    } else {
                        partials++;
                        goOn(root, killed.get(), name, rule);
                    }
                }
                assertThat(inbox.resolve(name)).hasBinaryContent(CONTENT);
                assertThat(Permissions.toMode(Files.getPosixFilePermissions(inbox.resolve(name))))
                        .isEqualTo(0640);
                assertThat(Files.getLastModifiedTime(inbox.resolve(name)).toInstant())
                        .isEqualTo(TIME);
            }
        }
        assertThat(partials).isPositive();
        assertThat(finished).isPositive();
        assertThat(FolderSwap.entries(inbox)).isEqualTo(22);
    }

    @Test
    void settlingTouchesOnlyTheFileThatWasReceived() throws IOException {
        try (ReceiveRoot root = kind.open(inbox)) {
            PartialFile partial = root.top().create(5);
            String key = partial.fileKey();
            Path file = partial.finish(root.top().target("a", ConflictRule.FAIL), 0600, TIME);
            assertThat(root.top().settle("missing", key, 0644)).isFalse();
            assertThat(root.top().settle("a", key + "1", 0644)).isFalse();
            assertThat(Permissions.toMode(Files.getPosixFilePermissions(file))).isEqualTo(0600);
            assertThat(root.top().settle("a", key, 0640)).isTrue();
            // Not twice: the user may have given it others since.
            assertThat(root.top().settle("a", key, 0600)).isFalse();
            assertThat(Permissions.toMode(Files.getPosixFilePermissions(file))).isEqualTo(0640);
        }
    }

    @Test
    void aTargetInAnotherFolderIsNotForThisFile() throws IOException {
        try (ReceiveRoot root = kind.open(inbox);
                PartialFile partial = root.top().create(5)) {
            root.top().makeDirectory("sub");
            Target elsewhere = root.folder(List.of("sub")).target("a", ConflictRule.FAIL);
            assertThatThrownBy(() -> partial.finish(elsewhere, 0644, TIME))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    /** The partial file as it was recorded, or empty when finishing has fewer steps than that. */
    private Optional<PartialFile> finishKilledAt(String name, ConflictRule rule, int kill) throws IOException {
        AtomicInteger left = new AtomicInteger(Integer.MAX_VALUE);
        Path real = inbox.toRealPath();
        OpenFolders folders = new OpenFolders(killing(kind.folder(real), left), OpenFolders.MAX_OPEN);
        try (ReceiveRoot root = new ReceiveRoot(real, folders, PartialName::secret, Optional.empty());
                PartialFile partial = root.top().create(CONTENT.length)) {
            partial.write(0, ByteBuffer.wrap(CONTENT));
            left.set(kill);
            try {
                partial.finish(root.top().target(name, rule), 0640, TIME);
                return Optional.empty();
            } catch (Killed e) {
                return Optional.of(partial);
            }
        }
    }

    private void goOn(ReceiveRoot root, PartialFile killed, String name, ConflictRule rule) throws IOException {
        try (PartialFile again =
                root.top().reopen(killed.name(), killed.fileKey()).orElseThrow()) {
            again.finish(root.top().target(name, rule), 0640, TIME);
        }
    }

    /** A folder that does some more steps and then none: even numbers kill before one, odd ones behind it. */
    private static Folder killing(Folder folder, AtomicInteger left) {
        return (Folder) Proxy.newProxyInstance(
                Folder.class.getClassLoader(), new Class<?>[] {Folder.class}, (proxy, method, arguments) -> {
                    boolean step = STEPS.contains(method.getName());
                    if (step && left.getAndDecrement() <= 0) {
                        throw new Killed();
                    }
                    Object result = invoke(folder, method, arguments);
                    if (step && left.getAndDecrement() <= 0) {
                        throw new Killed();
                    }
                    return result;
                });
    }

    private static @Nullable Object invoke(Folder folder, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        try {
            return method.invoke(folder, arguments);
        } catch (InvocationTargetException e) {
            throw e.getTargetException();
        }
    }

    private static final class Killed extends Error {
        private static final long serialVersionUID = 1;
    }
}
