package dev.godwit.dht.engine;

import dev.godwit.dht.krpc.Message;
import dev.godwit.dht.rpc.CallListener;
import java.time.Instant;
import java.util.Map;

/** The command that asks one node whether it is there. */
record PingTask(long number, Node node) implements CallListener {
    @Override
    public void answered(Message.Reply reply, Instant now) {
        finish(1);
    }

    @Override
    public void refused(Message.Failure failure, Instant now) {
        finish(1);
    }

    @Override
    public void lost(Instant now) {
        finish(0);
    }

    void finish(int answers) {
        node.emit(new Output.Finished(number, new Outcome(answers, 0, 0, Map.of())));
    }
}
