package dev.godwit.transfer.share;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.godwit.testkit.RandomContent;
import dev.godwit.wire.fault.FaultCode;
import dev.godwit.wire.fault.FaultException;
import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class PipeContentTest {
    private static final int PIECE = 1 << 20;
    private static final RandomContent CONTENT = new RandomContent(3);

    private static PipeContent pipe(int length) {
        return new PipeContent(
                Channels.newChannel(new ByteArrayInputStream(CONTENT.bytes(length))), "pipe", Instant.EPOCH);
    }

    private static int read(PipeContent pipe, long offset, int length) throws FaultException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        int count = pipe.file(0).read(offset, bytes);
        ByteBuffer wanted = ByteBuffer.allocate(count);
        CONTENT.fill(wanted, offset);
        assertThat(bytes.flip()).isEqualTo(wanted.flip());
        return count;
    }

    @Test
    void givesAWindowAgainAndLetsGoWhatTheReceiverHas() throws FaultException {
        PipeContent pipe = pipe(3 * PIECE + 5);
        assertThat(read(pipe, 0, PIECE)).isEqualTo(PIECE);
        assertThat(read(pipe, PIECE, PIECE)).isEqualTo(PIECE);
        assertThat(read(pipe, 0, PIECE)).isEqualTo(PIECE);
        assertThat(pipe.file(0).length()).isEqualTo(-1);
        pipe.file(0).release(1);
        assertThatThrownBy(() -> read(pipe, 0, PIECE))
                .isInstanceOfSatisfying(
                        FaultException.class, e -> assertThat(e.fault().code()).isEqualTo(FaultCode.STREAM_GONE));
        assertThat(read(pipe, PIECE, 16_384)).isEqualTo(16_384);
        assertThat(read(pipe, 2 * PIECE, PIECE)).isEqualTo(PIECE);
        assertThat(read(pipe, 3 * PIECE, PIECE)).isEqualTo(5);
        assertThat(read(pipe, 4 * PIECE, PIECE)).isZero();
        assertThat(pipe.file(0).length()).isEqualTo(3 * PIECE + 5);
    }

    @Test
    void keepsItsShortLastPieceHoweverMuchTheReceiverSaysItHas() throws FaultException {
        PipeContent pipe = pipe(PIECE + 5);
        assertThat(read(pipe, 0, PIECE)).isEqualTo(PIECE);
        assertThat(read(pipe, PIECE, PIECE)).isEqualTo(5);
        pipe.file(0).release(1000);
        assertThat(read(pipe, PIECE, PIECE)).isEqualTo(5);
    }

    @Test
    void theRootIsAProtocolViolationBeforeTheEnd() throws FaultException {
        PipeContent pipe = pipe(PIECE);
        assertThatThrownBy(pipe::contentId)
                .isInstanceOfSatisfying(
                        FaultException.class,
                        e -> assertThat(e.fault().code()).isEqualTo(FaultCode.PROTOCOL_VIOLATION));
        assertThat(read(pipe, 0, PIECE)).isEqualTo(PIECE);
        assertThat(read(pipe, PIECE, 1)).isZero();
        assertThat(pipe.contentId().length()).isEqualTo(PIECE);
        assertThat(pipe.contentId()).isEqualTo(pipe.contentId());
    }

    @Test
    void whoWaitsForRoomGoesHomeWhenItIsClosed() throws Exception {
        PipeContent pipe = pipe(40 * PIECE);
        for (int piece = 0; piece < 32; piece++) {
            assertThat(read(pipe, (long) piece * PIECE, PIECE)).isEqualTo(PIECE);
        }
        CountDownLatch begun = new CountDownLatch(1);
        FutureTask<Integer> waiting = new FutureTask<>(() -> {
            begun.countDown();
            return read(pipe, 32L * PIECE, PIECE);
        });
        Thread thread = Thread.ofVirtual().start(waiting);
        begun.await();
        pipe.close();
        thread.join();
        assertThatThrownBy(waiting::get).hasCauseInstanceOf(FaultException.class);
    }
}
