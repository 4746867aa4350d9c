package dev.godwit.transfer.fake;

import dev.godwit.wire.identity.PeerId;
import dev.godwit.wire.link.ByteStream;
import dev.godwit.wire.link.Route;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;

/** A stream to nobody: takes everything, has ended, and lets a test look at what it is told. */
public class QuietStream implements ByteStream {
    @Override
    public PeerId peer() {
        return PeerId.of(new byte[32]);
    }

    @Override
    public byte[] channelBinding() {
        return new byte[32];
    }

    @Override
    public Route route() {
        return new Route(Route.Kind.TCP, new InetSocketAddress(1));
    }

    @Override
    public int read(ByteBuffer destination) {
        return -1;
    }

    @Override
    public void write(ByteBuffer... sources) {
        for (ByteBuffer source : sources) {
            source.position(source.limit());
        }
    }

    @Override
    public void flush() {}

    @Override
    public void silenceLimit(Duration limit) {}

    @Override
    public void deadline(Duration limit) {}

    @Override
    public void close() {}
}
