package dev.godwit.transfer.fake;

import dev.godwit.wire.fault.Fault;
import dev.godwit.wire.fault.FaultCode;
import dev.godwit.wire.identity.PeerId;
import dev.godwit.wire.link.Acceptor;
import dev.godwit.wire.link.Dialer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Peers in one process, joined by bounded pipes in place of TLS. The line from listeners to dialers counts its bytes, and
 * can be cut every so many of them, flip one bit, or lose everything from some byte on without a word.
 */
public final class FakeNetwork {
    /** Where everybody listens. */
    public static final InetSocketAddress ADDRESS = new InetSocketAddress(InetAddress.getLoopbackAddress(), 7);

    private final Map<PeerId, Acceptor> listeners = new ConcurrentHashMap<>();
    private final Set<FakeStream> open = ConcurrentHashMap.newKeySet();
    private final List<FakeStream> lines = new CopyOnWriteArrayList<>();
    private final AtomicInteger sound = new AtomicInteger(Integer.MAX_VALUE);
    private final AtomicLong delivered = new AtomicLong();
    private final AtomicInteger cuts = new AtomicInteger();
    private final AtomicInteger dials = new AtomicInteger();
    private final AtomicLong cutEvery = new AtomicLong(Long.MAX_VALUE);
    private final AtomicLong nextCut = new AtomicLong(Long.MAX_VALUE);
    private final AtomicLong flipAt = new AtomicLong(Long.MAX_VALUE);

    private final Mischief toDialer = new Mischief() {
        @Override
        public void pass(ByteBuffer chunk) {
            long from = delivered.getAndAdd(chunk.remaining());
            long flip = flipAt.get();
            if (flip >= from && flip < from + chunk.remaining() && flipAt.compareAndSet(flip, Long.MAX_VALUE)) {
                int at = (int) (flip - from);
                chunk.put(at, (byte) (chunk.get(at) ^ 0x10));
            }
        }

        @Override
        public void passed() {
            long at = nextCut.get();
            if (delivered.get() >= at && nextCut.compareAndSet(at, delivered.get() + cutEvery.get())) {
                cuts.incrementAndGet();
                cut();
            }
        }
    };

    private final Mischief none = new Mischief() {
        @Override
        public void pass(ByteBuffer chunk) {}

        @Override
        public void passed() {}
    };

    /** From now on streams to this peer arrive here, each on a thread of its own. */
    public void listen(PeerId peer, Acceptor acceptor) {
        listeners.put(peer, acceptor);
    }

    /** Nobody answers for this peer any more. */
    public void silence(PeerId peer) {
        listeners.remove(peer);
    }

    /** How {@code who} connects to others. */
    public Dialer dialer(PeerId who) {
        return (expected, address) -> {
            dials.incrementAndGet();
            PeerId peer = expected.orElseThrow();
            Acceptor acceptor = listeners.get(peer);
            if (acceptor == null) {
                throw Fault.of(FaultCode.NO_ROUTE, "fake").exception();
            }
            FakePipe there = new FakePipe(none);
            FakePipe back = new FakePipe(toDialer);
            FakeStream near = new FakeStream(peer, back, there, open::remove);
            FakeStream far = new FakeStream(who, there, back, open::remove);
            open.addAll(List.of(near, far));
            lines.add(near);
            if (lines.size() > sound.get()) {
                near.breakOff();
            }
            Thread.ofVirtual().name("serve").start(() -> acceptor.accept(far));
            return near;
        };
    }

    /** Breaks every stream there is, each time so many more bytes have come from listeners. */
    public void cutEvery(long bytes) {
        cutEvery.set(bytes);
        nextCut.set(delivered.get() + bytes);
    }

    /** Breaks every stream there is, once, when so many more bytes have come. */
    public void cutOnceAfter(long bytes) {
        cutEvery.set(Long.MAX_VALUE / 2);
        nextCut.set(delivered.get() + bytes);
    }

    /** Flips one bit, so many bytes from now. */
    public void flipAfter(long bytes) {
        flipAt.set(delivered.get() + bytes);
    }

    /** Breaks every stream there is. */
    public void cut() {
        open.forEach(FakeStream::breakOff);
    }

    /** Breaks all streams but those that were opened first. */
    public void cutAllBut(int first) {
        lines.stream().skip(first).forEach(FakeStream::breakOff);
    }

    /** Every stream but those that are opened first breaks at once. */
    public void breakAllBut(int first) {
        sound.set(first);
    }

    /** Bytes that listeners have sent to dialers. */
    public long delivered() {
        return delivered.get();
    }

    /** How often the line was cut by itself. */
    public int cuts() {
        return cuts.get();
    }

    /** How often somebody connected. */
    public int dials() {
        return dials.get();
    }

    /** Ends of streams that nobody has closed yet. */
    public int openEnds() {
        return open.size();
    }
}
