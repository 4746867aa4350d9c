package dev.godwit.app.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Something else has the name already: each rule does what it says, and none follows a link. Security case R4. */
@Timeout(120)
final class ConflictIT {
    private static final long LENGTH = 300_000;
    private static final String MINE = "mine";

    @RegisterExtension
    private final Stage stage = new Stage();

    @ParameterizedTest
    @ValueSource(strings = {"", "fail"})
    void failLeavesItAndSaysWhatToDo(String rule) throws IOException {
        Path inbox = inboxWithMine();
        GodwitProcess sender = sender();
        GodwitProcess receiver = receive(sender, inbox, rule).exits(8);
        assertThat(receiver.error().text("code")).isEqualTo("conflict");
        assertThat(receiver.err())
                .contains("A different file is already there: film.mkv.")
                .contains("--conflict rename, overwrite or skip");
        assertThat(inbox.resolve("film.mkv")).hasContent(MINE);
        assertThat(Stage.namesIn(inbox)).containsExactly("film.mkv");
        assertThat(sender.isRunning()).isTrue();
    }

    @Test
    void renameFindsAFreeName() throws IOException {
        Path inbox = inboxWithMine();
        GodwitProcess sender = sender();
        GodwitProcess receiver = receive(sender, inbox, "rename").exits(0);
        sender.exits(0);
        assertThat(inbox.resolve("film.mkv")).hasContent(MINE);
        Path renamed = Path.of(receiver.await("done").text("path"));
        assertThat(renamed).hasParent(inbox).hasSameBinaryContentAs(stage.path("film.mkv"));
        assertThat(Stage.namesIn(inbox)).hasSize(2);
    }

    @Test
    void overwriteReplacesIt() throws IOException {
        Path inbox = inboxWithMine();
        GodwitProcess sender = sender();
        receive(sender, inbox, "overwrite").exits(0);
        sender.exits(0);
        assertThat(inbox.resolve("film.mkv")).hasSameBinaryContentAs(stage.path("film.mkv"));
        assertThat(Stage.namesIn(inbox)).containsExactly("film.mkv");
    }

    @Test
    void skipLeavesItAndTheShare() throws IOException {
        Path inbox = inboxWithMine();
        GodwitProcess sender = sender();
        GodwitProcess receiver = receive(sender, inbox, "skip").exits(0);
        assertThat(receiver.await("done").text("outcome")).isEqualTo("skipped");
        assertThat(inbox.resolve("film.mkv")).hasContent(MINE);
        assertThat(Stage.namesIn(inbox)).containsExactly("film.mkv");
        // Nothing was downloaded: the share is still there for somebody.
        receive(sender, stage.folder("other"), "").exits(0);
        sender.exits(0);
    }

    @Test
    void aLinkIsReplacedAndNeverFollowed() throws IOException {
        Path secret = Files.writeString(stage.path("secret"), MINE);
        Path inbox = stage.folder("inbox");
        Files.createSymbolicLink(inbox.resolve("film.mkv"), secret);
        GodwitProcess refused = receive(sender(), inbox, "fail").exits(8);
        assertThat(refused.err()).contains("A different file is already there: film.mkv (is a symbolic link).");
        assertThat(secret).hasContent(MINE);

        GodwitProcess sender = sender();
        receive(sender, inbox, "overwrite").exits(0);
        sender.exits(0);
        assertThat(secret).hasContent(MINE);
        assertThat(inbox.resolve("film.mkv"))
                .isRegularFile()
                .satisfies(file -> assertThat(Files.isSymbolicLink(file)).isFalse())
                .hasSameBinaryContentAs(stage.path("film.mkv"));
    }

    /** Even when it leads to the very content: what is there is the link. */
    @Test
    void aLinkToTheSameContentIsAConflictToo() throws IOException {
        GodwitProcess sender = sender();
        Path inbox = stage.folder("inbox");
        Files.createSymbolicLink(inbox.resolve("film.mkv"), stage.path("film.mkv"));
        receive(sender, inbox, "fail").exits(8);
    }

    @Test
    void aDanglingLinkIsAConflictToo() throws IOException {
        Path inbox = stage.folder("inbox");
        Files.createSymbolicLink(inbox.resolve("film.mkv"), stage.path("evil"));
        receive(sender(), inbox, "fail").exits(8);
        assertThat(stage.path("evil")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"fail", "overwrite"})
    void aDirectoryStays(String rule) throws IOException {
        Path inbox = stage.folder("inbox");
        Path kept = Files.writeString(
                Files.createDirectory(inbox.resolve("film.mkv")).resolve("kept"), MINE);
        receive(sender(), inbox, rule).exits(8);
        assertThat(kept).hasContent(MINE);
        assertThat(Stage.namesIn(inbox)).containsExactly("film.mkv");
    }

    private Path inboxWithMine() throws IOException {
        Path inbox = stage.folder("inbox");
        Files.writeString(inbox.resolve("film.mkv"), MINE);
        return inbox;
    }

    private GodwitProcess sender() throws IOException {
        return stage.send("ann", stage.file("film.mkv", LENGTH));
    }

    private GodwitProcess receive(GodwitProcess sender, Path inbox, String rule) throws IOException {
        String ticket = Stage.ticket(sender);
        return rule.isEmpty()
                ? stage.receive("ben", ticket, "-o", inbox)
                : stage.receive("ben", ticket, "-o", inbox, "--conflict", rule);
    }
}
