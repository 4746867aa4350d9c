package dev.godwit.dht.engine;

import dev.godwit.dht.krpc.Message;
import dev.godwit.dht.node.Contact;
import dev.godwit.dht.rpc.CallListener;
import java.time.Instant;

/** Waits for a node's answer to a ping. That it answers is seen by whoever receives; here counts that it does not. */
record Pong(Side side, Contact contact) implements CallListener {
    @Override
    public void answered(Message.Reply reply, Instant now) {}

    @Override
    public void refused(Message.Failure failure, Instant now) {}

    @Override
    public void lost(Instant now) {
        side.table().failed(contact, now);
    }
}
