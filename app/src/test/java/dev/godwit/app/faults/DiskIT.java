package dev.godwit.app.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.godwit.testkit.TcpProxy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The receiver's disk is full, or says no: exit code 7 with what to do, and nothing that was verified is lost. */
@Timeout(120)
final class DiskIT {
    private static final int MIB = 1 << 20;

    @RegisterExtension
    private final Stage stage = new Stage();

    @Test
    void tooSmallADiskIsRefusedBeforeTheFirstByte() throws IOException {
        Path disk = stage.tmpfs(4);
        GodwitProcess sender = stage.send("ann", stage.file("film.mkv", 8 * MIB));
        GodwitProcess receiver =
                stage.receive("ben", Stage.ticket(sender), "-o", disk).exits(7);
        assertThat(receiver.error().text("code")).isEqualTo("disk-full");
        assertThat(receiver.err())
                .contains("The disk is full: " + disk + " needs 8,388,608 more bytes, 4,194,304 are free")
                .contains("Free some space and run the same command again");
        assertThat(Stage.namesIn(disk)).isEmpty();
        assertThat(sender.isRunning()).isTrue();
    }

    @Test
    void aDiskThatFillsUpCostsNothingThatIsVerified() throws Exception {
        int length = 16 * MIB;
        Path disk = stage.tmpfs(24);
        GodwitProcess sender = stage.send("ann", stage.file("film.mkv", length));
        TcpProxy proxy = stage.proxyTo(sender);
        proxy.holdAfter(6 * MIB);
        String[] command = {Stage.ticket(sender), "-o", disk.toString(), "--at", proxy.address()};
        GodwitProcess first = stage.receive("ben", (Object[]) command);
        proxy.awaitHold();
        Path filler = Stage.fill(disk);
        proxy.release();
        first.exits(7);
        assertThat(first.error().text("code")).isEqualTo("disk-full");
        assertThat(first.err()).contains("film.mkv").contains("it goes on from the verified pieces");
        assertThat(disk.resolve("film.mkv")).doesNotExist();
        assertThat(Stage.partialsIn(disk)).hasSize(1);
        // The sender learns what happened, but not where the receiver keeps its files.
        assertThat(sender.await("receiverLeft").text("message")).isEqualTo("The receiver's disk is full");

        Files.delete(filler);
        long before = proxy.downBytes();
        GodwitProcess second = stage.receive("ben", (Object[]) command).exits(0);
        sender.exits(0);
        assertThat(disk.resolve("film.mkv")).hasSameBinaryContentAs(stage.path("film.mkv"));
        assertThat(Stage.namesIn(disk)).containsExactly("film.mkv");
        long missing = length - second.await("manifest").number("bytesHere");
        assertThat(missing).isLessThan(length - 3 * MIB);
        assertThat(second.await("done").number("bytesTransferred")).isEqualTo(missing);
        assertThat(proxy.downBytes() - before).isLessThan(missing + missing / 100);
    }

    @Test
    void aFileWhereTheFolderShouldBeIsNotWritable() throws IOException {
        Path file = Files.writeString(stage.path("inbox"), "not a folder");
        GodwitProcess sender = stage.send("ann", stage.file("film.mkv", 1));
        GodwitProcess receiver =
                stage.receive("ben", Stage.ticket(sender), "-o", file).exits(7);
        assertThat(receiver.error().text("code")).isEqualTo("target-unwritable");
        assertThat(receiver.err()).contains(file.toString()).contains("Choose another folder with -o");
        assertThat(file).hasContent("not a folder");
    }

    @Test
    void aFolderThatMayNotBeWrittenIsNotWritable() throws IOException {
        assumeFalse("root".equals(System.getProperty("user.name")), "root may write everywhere");
        Path inbox = stage.folder("inbox");
        Files.setPosixFilePermissions(inbox, PosixFilePermissions.fromString("r-xr-xr-x"));
        GodwitProcess sender = stage.send("ann", stage.file("film.mkv", 1));
        GodwitProcess receiver =
                stage.receive("ben", Stage.ticket(sender), "-o", inbox).exits(7);
        assertThat(receiver.error().text("code")).isEqualTo("target-unwritable");
        assertThat(receiver.err()).contains("permission denied");
    }

    @Test
    void aHomeThatIsAFileIsNotUsable() throws IOException {
        Files.writeString(stage.path("home-ann"), "not a folder");
        Path source = stage.file("film.mkv", 1);
        for (GodwitProcess each :
                new GodwitProcess[] {stage.godwit("ann", "id", "--json"), stage.send("ann", source)}) {
            each.exits(7);
            assertThat(each.error().text("code")).isEqualTo("home-unusable");
            assertThat(each.err()).contains(stage.home("ann").toString()).contains("choose another with --home");
        }
    }

    @Test
    void aSourceThatIsMissingIsNotReadable() throws IOException {
        GodwitProcess sender = stage.send("ann", stage.path("missing.mkv")).exits(7);
        assertThat(sender.error().text("code")).isEqualTo("source-unreadable");
        assertThat(sender.err()).contains("missing.mkv (no such file)");
    }
}
