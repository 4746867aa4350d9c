package dev.godwit.transfer.fake;

import dev.godwit.wire.fault.Fault;
import dev.godwit.wire.fault.FaultCode;
import dev.godwit.wire.fault.FaultException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** One direction of a stream: a bounded pipe that blocks like a socket, and that can break. */
final class FakePipe {
    private static final int CAPACITY_BYTES = 128 * 1024;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ByteBuffer bytes = ByteBuffer.allocate(CAPACITY_BYTES);
    private final Mischief mischief;
    private boolean ended;
    private boolean discarding;
    private @Nullable Fault broken;

    FakePipe(Mischief mischief) {
        this.mischief = mischief;
    }

    int read(ByteBuffer destination, Duration silence) throws FaultException {
        lock.lock();
        try {
            while (bytes.position() == 0) {
                check();
                if (discarding) {
                    throw Fault.of(FaultCode.CONNECTION_LOST, "it was closed").exception();
                }
                if (ended) {
                    return -1;
                }
                await(silence);
            }
            bytes.flip();
            int count = Math.min(bytes.remaining(), destination.remaining());
            destination.put(destination.position(), bytes, bytes.position(), count);
            destination.position(destination.position() + count);
            bytes.position(bytes.position() + count).compact();
            changed.signalAll();
            return count;
        } finally {
            lock.unlock();
        }
    }

    void write(ByteBuffer source, Duration silence) throws FaultException {
        while (source.hasRemaining()) {
            int from = source.position();
            lock.lock();
            try {
                while (!bytes.hasRemaining() && !ended && !discarding && broken == null) {
                    await(silence);
                }
                check();
                if (ended) {
                    throw Fault.of(FaultCode.CONNECTION_LOST, "it was closed").exception();
                }
                if (discarding) {
                    source.position(source.limit());
                    return;
                }
                int count = Math.min(bytes.remaining(), source.remaining());
                bytes.put(bytes.position(), source, from, count);
                mischief.pass(bytes.slice(bytes.position(), count));
                bytes.position(bytes.position() + count);
                source.position(from + count);
                changed.signalAll();
            } finally {
                lock.unlock();
            }
            mischief.passed();
        }
    }

    private void check() throws FaultException {
        if (broken != null) {
            throw broken.exception();
        }
    }

    @SuppressWarnings("WaitNotInLoop") // both callers loop
    private void await(Duration silence) throws FaultException {
        try {
            if (silence.isZero()) {
                changed.await();
            } else if (!changed.await(silence.toNanos(), TimeUnit.NANOSECONDS)) {
                throw Fault.of(FaultCode.PEER_STALLED, "fake").exception();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Fault.of(FaultCode.CONNECTION_LOST, "interrupted").exception(e);
        }
    }

    /** The writer says goodbye: what it wrote can still be read. */
    void end() {
        lock.lock();
        try {
            ended = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The reader has closed, and drops what still comes, as a TLS stream does until its peer ends too. */
    void discard() {
        lock.lock();
        try {
            bytes.clear();
            discarding = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Nothing comes through any more, and what is inside is lost. */
    void breakOff(String why) {
        lock.lock();
        try {
            bytes.clear();
            if (broken == null) {
                broken = Fault.of(FaultCode.CONNECTION_LOST, why);
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
