package dev.godwit.app.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.testkit.RandomContent;
import dev.godwit.testkit.TcpProxy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Several receivers and senders of folders at once, full disks, and links that are worth compressing for. */
@Timeout(120)
final class TreeSharingIT {
    private static final int MIB = 1 << 20;

    @RegisterExtension
    private final Stage stage = new Stage();

    @Test
    void severalReceiversAtOnce() throws IOException {
        Path source = stage.folder("photos");
        SampleTree.plantMany(source, 3, 24 * MIB);
        GodwitProcess sender = stage.send("ann", source, "--downloads", 3);
        List<GodwitProcess> receivers = new ArrayList<>();
        for (String name : List.of("ben", "cem", "dan")) {
            receivers.add(stage.receive(name, Stage.ticket(sender), "-o", stage.folder(name)));
        }
        receivers.forEach(receiver -> receiver.exits(0));
        sender.exits(0);
        for (String name : List.of("ben", "cem", "dan")) {
            assertThat(SampleTree.of(stage.path(name, "photos"))).isEqualTo(SampleTree.of(source));
        }
        assertThat(sender.events("done").stream().map(done -> done.text("peer")).distinct())
                .hasSize(3);
    }

    @Test
    void twoDownloadsAtOnceIntoOneFolder() throws IOException {
        Path inbox = stage.folder("inbox");
        List<GodwitProcess> all = new ArrayList<>();
        for (String peer : List.of("ann", "bob")) {
            Path source = stage.folder(peer + "/photos");
            SampleTree.plantMany(source.resolve(peer), peer.hashCode(), 12 * MIB);
            Files.writeString(source.resolve("of " + peer), peer);
            GodwitProcess sender = stage.send(peer, source);
            all.add(sender);
            all.add(stage.receive("cem", Stage.ticket(sender), "-o", inbox));
        }
        all.forEach(process -> process.exits(0));
        for (String peer : List.of("ann", "bob")) {
            assertThat(SampleTree.of(inbox.resolve("photos").resolve(peer)))
                    .isEqualTo(SampleTree.of(stage.path(peer, "photos", peer)));
            assertThat(inbox.resolve("photos/of " + peer)).hasContent(peer);
        }
        assertThat(Stage.namesIn(inbox)).containsExactly("photos");
        assertThat(Stage.namesIn(inbox.resolve("photos"))).hasSize(4);
    }

    @Test
    void textNeedsFewBytesOnASlowLine() throws IOException {
        Path source = stage.folder("logs");
        for (int file = 0; file < 40; file++) {
            StringBuilder text = new StringBuilder();
            for (int line = 0; line < 6_000; line++) {
                text.append("2026-11-23T10:")
                        .append(line % 60)
                        .append(" request ")
                        .append(line * 31 + file)
                        .append(" ok\n");
            }
            Files.writeString(source.resolve("log-" + file), text);
        }
        Files.writeString(
                source.resolve("all"), Files.readString(source.resolve("log-0")).repeat(20));
        long length = SampleTree.bytesIn(source);
        GodwitProcess sender = stage.send("ann", source);
        TcpProxy proxy = stage.proxyTo(sender);
        proxy.limit(2 * MIB);
        GodwitProcess receiver = stage.receive(
                        "ben", Stage.ticket(sender), "-o", stage.folder("inbox"), "--at", proxy.address())
                .exits(0);
        sender.exits(0);
        assertThat(SampleTree.of(stage.path("inbox", "logs"))).isEqualTo(SampleTree.of(source));
        System.out.println("text of " + length + " bytes took " + proxy.downBytes() + " on the wire");
        assertThat(proxy.downBytes()).isLessThan(length / 3);
        long saved = receiver.await("done").part("statistics").number("bytesSaved");
        assertThat(saved).isGreaterThan(length / 2);
    }

    @Test
    void aTreeThatCanNotFitIsRefused() throws IOException {
        Path disk = stage.tmpfs(8);
        Path source = stage.folder("photos");
        SampleTree.plantMany(source, 5, 24 * MIB);
        GodwitProcess sender = stage.send("ann", source);
        GodwitProcess receiver =
                stage.receive("ben", Stage.ticket(sender), "-o", disk).exits(7);
        assertThat(receiver.error().text("code")).isEqualTo("disk-full");
        assertThat(receiver.err())
                .contains(String.format(
                        Locale.ROOT, "needs %,d more bytes, 8,388,608 are free", SampleTree.bytesIn(source)))
                .contains("Free some space and run the same command again");
        assertThat(disk).isEmptyDirectory();
        assertThat(sender.isRunning()).isTrue();
    }

    /** Holes, and what is here already, need no room. */
    @Test
    void aTreeThatIsLongerThanTheDiskMayFit() throws IOException {
        Path disk = stage.tmpfs(8);
        Path source = stage.folder("photos");
        SampleTree.plantMany(source, 7, 5 * MIB);
        new RandomContent(7).writeSparse(source.resolve("image"), 256L << 20, 100_000, 0, 1 << 27);
        for (String outcome : List.of("transferred", "alreadyThere")) {
            GodwitProcess sender = stage.send("ann", source);
            Event done = stage.receive("ben", Stage.ticket(sender), "-o", disk)
                    .exits(0)
                    .await("done");
            sender.exits(0);
            assertThat(done.text("outcome")).isEqualTo(outcome);
        }
        assertThat(SampleTree.bytesIn(disk)).isEqualTo(SampleTree.bytesIn(source));
    }

    @Test
    void aDiskThatFillsUpCostsNothingThatIsVerified() throws Exception {
        Path disk = stage.tmpfs(32);
        Path source = stage.folder("photos");
        SampleTree.plantMany(source, 6, 20 * MIB);
        long length = SampleTree.bytesIn(source);
        GodwitProcess sender = stage.send("ann", source);
        TcpProxy proxy = stage.proxyTo(sender);
        proxy.holdAfter(6 * MIB);
        Object[] command = {Stage.ticket(sender), "-o", disk, "--at", proxy.address()};
        GodwitProcess first = stage.receive("ben", command);
        proxy.awaitHold();
        Path filler = Stage.fill(disk);
        proxy.release();
        first.exits(7);
        assertThat(first.error().text("code")).isEqualTo("disk-full");

        Files.delete(filler);
        long before = proxy.downBytes();
        stage.receive("ben", command).exits(0);
        sender.exits(0);
        assertThat(SampleTree.of(disk.resolve("photos"))).isEqualTo(SampleTree.of(source));
        assertThat(Stage.namesIn(disk)).containsExactly("photos");
        assertThat(proxy.downBytes() - before).isLessThan(length - 3 * MIB);
    }
}
