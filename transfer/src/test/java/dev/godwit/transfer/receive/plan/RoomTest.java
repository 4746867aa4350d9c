package dev.godwit.transfer.receive.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.godwit.content.manifest.Entry;
import dev.godwit.content.merkle.PieceSize;
import dev.godwit.content.receive.ReceiveRoot;
import dev.godwit.testkit.RandomContent;
import dev.godwit.transfer.progress.Tally;
import dev.godwit.transfer.receive.work.EntryLedger;
import dev.godwit.transfer.receive.work.Holdings;
import dev.godwit.wire.fault.FaultCode;
import dev.godwit.wire.fault.FaultException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RoomTest {
    /** No disk has so much. */
    private static final long MUCH = 1L << 47;

    @TempDir
    private Path temp;

    private ReceiveRoot root;
    private Room room;

    @BeforeEach
    void open() throws IOException {
        root = ReceiveRoot.open(temp);
        Tally tally = new Tally();
        room = new Room(root, new Holdings(new EntryLedger(Optional.empty(), tally), tally, Optional.empty()));
    }

    @AfterEach
    void close() throws IOException {
        root.close();
    }

    private static Entry file(int index, String name, long length, long dataBytes) {
        return new Entry.File(index, 0, name, 0644, Instant.EPOCH, length, dataBytes, PieceSize.forLength(length));
    }

    private static void assertRefused(ThrowingCallable call, long needed) {
        assertThatThrownBy(call).isInstanceOfSatisfying(FaultException.class, e -> {
            assertThat(e.fault().code()).isEqualTo(FaultCode.DISK_FULL);
            assertThat(e.fault().detail()).contains("needs %,d more bytes".formatted(needed));
        });
    }

    @Test
    void holesNeedNone() throws FaultException {
        assertThat(room.mayLack(MUCH)).isTrue();
        assertThat(room.mayLack(1)).isFalse();
        room.check(List.of(file(0, "a", MUCH, 5), file(1, "b", MUCH, 0)));
        assertRefused(() -> room.check(List.of(file(0, "a", MUCH, MUCH), file(1, "b", 7, 7))), MUCH + 7);
    }

    @Test
    void whatMayBeHereNeedsNone() throws IOException {
        long free = root.usableBytes();
        // The end of a sparse file takes nothing, and may be all that is offered.
        new RandomContent(1).writeSparse(temp.resolve("A"), 2 * free, 0);
        room.check(List.of(file(0, "a", 2 * free, 2 * free)));
        assertRefused(() -> room.check(List.of(file(0, "b", 2 * free, 2 * free))), 2 * free);
    }

    @Test
    void whatIsWantedAddsUp() throws FaultException {
        room.want(5);
        room.check(0);
        assertRefused(() -> room.check(MUCH), MUCH + 5);
        assertRefused(() -> room.want(MUCH), MUCH + 5);
    }
}
