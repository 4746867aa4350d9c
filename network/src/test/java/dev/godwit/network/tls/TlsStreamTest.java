package dev.godwit.network.tls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.testkit.RandomContent;
import dev.godwit.wire.fault.FaultCode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Streams over sockets of this machine. */
@Timeout(30)
class TlsStreamTest {
    private static final int LENGTH = 6 << 20;

    private static Boolean write(TlsStream stream, RandomContent content) throws Exception {
        ByteBuffer bytes = ByteBuffer.wrap(content.bytes(LENGTH));
        // Odd parts, to cross the bounds of records.
        for (int part = 1; bytes.hasRemaining(); part = part * 3 % 100_003) {
            int count = Math.min(part, bytes.remaining());
            stream.write(bytes.slice(bytes.position(), count), ByteBuffer.allocate(0));
            bytes.position(bytes.position() + count);
        }
        stream.flush();
        return true;
    }

    private static byte[] read(TlsStream stream) throws Exception {
        ByteBuffer bytes = ByteBuffer.allocate(LENGTH);
        for (int part = 7; bytes.hasRemaining(); part = part * 5 % 50_021) {
            ByteBuffer some = bytes.slice(bytes.position(), Math.min(part, bytes.remaining()));
            assertThat(stream.read(some)).isEqualTo(some.position()).isPositive();
            bytes.position(bytes.position() + some.position());
        }
        return bytes.array();
    }

    @Test
    void bytesGoBothWaysAtOnce() throws Exception {
        try (Loopback.Streams streams = Loopback.Streams.open()) {
            assertThat(streams.client().peer()).isEqualTo(Loopback.BOB.peerId());
            assertThat(streams.server().peer()).isEqualTo(Loopback.ANN.peerId());
            RandomContent there = new RandomContent(1);
            RandomContent back = new RandomContent(2);
            FutureTask<Boolean> clientWrites = Loopback.start(() -> write(streams.client(), there));
            FutureTask<Boolean> serverWrites = Loopback.start(() -> write(streams.server(), back));
            FutureTask<byte[]> clientReads = Loopback.start(() -> read(streams.client()));
            assertThat(read(streams.server())).isEqualTo(there.bytes(LENGTH));
            assertThat(clientReads.get()).isEqualTo(back.bytes(LENGTH));
            assertThat(clientWrites.get() && serverWrites.get()).isTrue();
        }
    }

    @Test
    void aSilentPeerIsAStall() throws Exception {
        try (Loopback.Streams streams = Loopback.Streams.open()) {
            streams.client().silenceLimit(Duration.ofMillis(50));
            assertThat(Loopback.faultOf(() -> streams.client().read(ByteBuffer.allocate(1)))
                            .code())
                    .isEqualTo(FaultCode.PEER_STALLED);
        }
    }

    /** H5. */
    @Test
    void aPeerThatTricklesIsAStallAtTheDeadline() throws Exception {
        try (Loopback.Streams streams = Loopback.Streams.open();
                Trickle _ = new Trickle(() -> trickle(streams.server()))) {
            streams.client().silenceLimit(Duration.ofHours(1));
            streams.client().deadline(Duration.ofMillis(200));
            assertThat(Loopback.faultOf(() -> readForEver(streams.client())).code())
                    .isEqualTo(FaultCode.PEER_STALLED);
        }
    }

    private static void trickle(TlsStream stream) throws IOException {
        stream.write(ByteBuffer.allocate(1));
        stream.flush();
    }

    private static int readForEver(TlsStream stream) throws IOException {
        int count = 0;
        while (count >= 0) {
            count = stream.read(ByteBuffer.allocate(1));
        }
        return count;
    }

    @Test
    void aDeadlineThatWasMetIsNoStall() throws Exception {
        try (Loopback.Streams streams = Loopback.Streams.open()) {
            streams.client().deadline(Duration.ofSeconds(10));
            streams.client().deadline(Duration.ZERO);
            streams.client().endIfOver(System.nanoTime() + Duration.ofDays(1).toNanos());
            trickle(streams.server());
            assertThat(streams.client().read(ByteBuffer.allocate(1))).isEqualTo(1);
        }
    }

    @Test
    void aPeerThatReadsNothingIsAStall() throws Exception {
        try (Loopback.Streams streams = Loopback.Streams.open()) {
            streams.client().silenceLimit(Duration.ofMillis(50));
            assertThat(Loopback.faultOf(() -> {
                                while (true) {
                                    assertThat(write(streams.client(), new RandomContent(1)))
                                            .isTrue();
                                }
                            })
                            .code())
                    .isEqualTo(FaultCode.PEER_STALLED);
        }
    }

    @Test
    void theLastWordsArriveAlthoughNobodyReadWhatWasOnItsWay() throws Exception {
        for (int i = 0; i < 10; i++) {
            try (Loopback.Streams streams = Loopback.Streams.open()) {
                // Unread bytes at the closing end would make the kernel answer with a reset.
                streams.client().write(ByteBuffer.allocate(200_000));
                streams.client().flush();
                streams.server().write(ByteBuffer.wrap(new byte[] {1, 2, 3}));
                FutureTask<Boolean> closing = Loopback.start(() -> {
                    streams.server().close();
                    return true;
                });
                assertThat(Loopback.readAll(streams.client(), 100)).containsExactly(1, 2, 3);
                streams.client().close();
                assertThat(closing.get()).isTrue();
            }
        }
    }

    @Test
    void closingWakesWhoReads() throws Exception {
        try (Loopback.Streams streams = Loopback.Streams.open()) {
            FutureTask<Integer> reading = Loopback.start(() -> streams.client().read(ByteBuffer.allocate(1)));
            streams.client().close();
            try {
                assertThat(reading.get()).isEqualTo(-1);
            } catch (ExecutionException e) {
                assertThat(Loopback.faultOf(reading).code()).isEqualTo(FaultCode.CONNECTION_LOST);
            }
        }
    }

    @Test
    void closingWakesWhoWrites() throws Exception {
        try (Loopback.Streams streams = Loopback.Streams.open()) {
            FutureTask<Boolean> writing = Loopback.start(() -> {
                while (true) {
                    assertThat(write(streams.client(), new RandomContent(1))).isTrue();
                }
            });
            assertThat(streams.server().read(ByteBuffer.allocate(1))).isEqualTo(1);
            streams.client().close();
            assertThat(Loopback.faultOf(writing).code()).isEqualTo(FaultCode.CONNECTION_LOST);
        }
    }

    @Test
    void anOrderlyEndIsNoFaultAndATruncationIs() throws Exception {
        try (Loopback.Streams streams = Loopback.Streams.open()) {
            streams.server().close();
            assertThat(streams.client().read(ByteBuffer.allocate(1))).isEqualTo(-1);
        }
        Loopback loopback = Loopback.connect();
        FutureTask<TlsStream> server = Loopback.start(() -> TlsStream.open(loopback.server(), Loopback.SERVER));
        try (TlsStream client = TlsStream.open(loopback.client(), Loopback.CLIENT)) {
            server.get().write(ByteBuffer.wrap(new byte[] {7}));
            server.get().flush();
            loopback.server().shutdownOutput();
            ByteBuffer byteRead = ByteBuffer.allocate(10);
            assertThat(client.read(byteRead)).isEqualTo(1);
            assertThat(Loopback.faultOf(() -> client.read(byteRead)).code()).isEqualTo(FaultCode.CONNECTION_LOST);
            server.get().close();
        }
    }

    @Test
    void aClosedStreamTakesAndGivesNothing() throws Exception {
        Loopback.Streams streams = Loopback.Streams.open();
        streams.close();
        streams.close();
        assertThat(Loopback.faultOf(() -> {
                            streams.client().write(ByteBuffer.allocate(1));
                            return true;
                        })
                        .code())
                .isEqualTo(FaultCode.CONNECTION_LOST);
        assertThat(streams.client().read(ByteBuffer.allocate(1))).isEqualTo(-1);
    }
}
