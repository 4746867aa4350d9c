package dev.godwit.transfer.rate;

import dev.godwit.wire.identity.PeerId;
import dev.godwit.wire.link.ByteStream;
import dev.godwit.wire.link.Route;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;

/** A stream whose bytes in one direction keep to a limit; what the other side feels of it is back-pressure. */
public final class LimitedStream implements ByteStream {
    private final ByteStream stream;
    private final RateLimit reading;
    private final RateLimit writing;

    private LimitedStream(ByteStream stream, RateLimit reading, RateLimit writing) {
        this.stream = stream;
        this.reading = reading;
        this.writing = writing;
    }

    /** Limits what is read. */
    public static ByteStream reading(ByteStream stream, RateLimit limit) {
        return limit == RateLimit.UNLIMITED ? stream : new LimitedStream(stream, limit, RateLimit.UNLIMITED);
    }

    /** Limits what is written. */
    public static ByteStream writing(ByteStream stream, RateLimit limit) {
        return limit == RateLimit.UNLIMITED ? stream : new LimitedStream(stream, RateLimit.UNLIMITED, limit);
    }

    @Override
    public PeerId peer() {
        return stream.peer();
    }

    @Override
    public byte[] channelBinding() {
        return stream.channelBinding();
    }

    @Override
    public Route route() {
        return stream.route();
    }

    @Override
    public int read(ByteBuffer destination) throws IOException {
        int limit = destination.limit();
        destination.limit(Math.min(limit, destination.position() + reading.grant()));
        try {
            int count = stream.read(destination);
            if (count > 0) {
                reading.acquire(count);
            }
            return count;
        } finally {
            destination.limit(limit);
        }
    }

    @Override
    public void write(ByteBuffer... sources) throws IOException {
        if (writing == RateLimit.UNLIMITED) {
            stream.write(sources);
            return;
        }
        for (ByteBuffer source : sources) {
            int limit = source.limit();
            while (source.position() < limit) {
                source.limit(Math.min(limit, source.position() + writing.grant()));
                writing.acquire(source.remaining());
                stream.write(source);
                stream.flush();
                source.limit(limit);
            }
        }
    }

    @Override
    public void flush() throws IOException {
        stream.flush();
    }

    @Override
    public void silenceLimit(Duration limit) {
        stream.silenceLimit(limit);
    }

    @Override
    public void deadline(Duration limit) {
        stream.deadline(limit);
    }

    @Override
    public void close() {
        stream.close();
    }
}
