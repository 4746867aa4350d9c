package dev.godwit.app.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.app.text.TicketMask;
import dev.godwit.content.merkle.ContentId;
import dev.godwit.content.merkle.StreamingTree;
import dev.godwit.transfer.event.TransferEvent;
import dev.godwit.wire.fault.Fault;
import dev.godwit.wire.fault.FaultCode;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** The lines that scripts read, letter by letter. */
final class JsonLinesTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream stream = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    private final JsonLines json = new JsonLines(stream, true, TicketMask::of);

    @Test
    void ready() {
        json.accept(new TransferEvent.Ready("godwit:abc", List.of("10.0.0.1:4747", "[::1]:4747"), "s1", false));
        assertLine("{'event':'ready','ticket':'godwit:abc','addresses':['10.0.0.1:4747','[::1]:4747'],"
                + "'shareId':'s1','resumed':false}");
    }

    @Test
    void connected() {
        json.accept(new TransferEvent.Connected("p1", "tcp", "10.0.0.2:5000"));
        assertLine("{'event':'connected','peer':'p1','route':'tcp','address':'10.0.0.2:5000'}");
    }

    @Test
    void manifest() {
        json.accept(new TransferEvent.Manifest("a\"\033\n.mkv", 1, 2_000, 0));
        assertLine("{'event':'manifest','name':'a\\\"\\u001B\\n.mkv','entries':1,'bytes':2000,'bytesHere':0}");
    }

    @Test
    void progress() {
        json.accept(new TransferEvent.Progress(5, 10, 3, OptionalLong.of(2), 1, "tcp", "network"));
        assertLine("{'event':'progress','bytesDone':5,'bytesTotal':10,'bytesPerSecond':3,'etaSeconds':2,"
                + "'sources':1,'route':'tcp','limitedBy':'network'}");
    }

    @Test
    void whatIsNotKnownIsLeftOut() {
        json.accept(new TransferEvent.Progress(5, -1, 3, OptionalLong.empty(), 1, "tcp", ""));
        assertLine("{'event':'progress','bytesDone':5,'bytesPerSecond':3,'sources':1,'route':'tcp'}");
    }

    @Test
    void waiting() {
        json.accept(new TransferEvent.Waiting(Fault.of(FaultCode.NO_ROUTE, "10.0.0.1:4747"), Duration.ofMillis(1500)));
        assertLine("{'event':'waiting','code':'no-route','message':'Nobody answers at 10.0.0.1:4747',"
                + "'retryInSeconds':1.5}");
    }

    @Test
    void receiverLeft() {
        json.accept(new TransferEvent.ReceiverLeft("p1", Fault.of(FaultCode.CANCELLED)));
        assertLine("{'event':'receiverLeft','peer':'p1','code':'cancelled','message':'Stopped'}");
    }

    @Test
    void done() {
        ContentId id = new StreamingTree().finish();
        json.accept(new TransferEvent.Done(0, 1, 0.5, id, "/x/a", 0, TransferEvent.Outcome.ALREADY_THERE));
        assertLine("{'event':'done','bytes':0,'entries':1,'seconds':0.5,'contentId':'" + id
                + "','path':'/x/a','bytesTransferred':0,'outcome':'alreadyThere'}");
    }

    @Test
    void s4ErrorNeverHoldsTheTicket() {
        json.failed("ticket-invalid", 4, "This is not a valid ticket: godwit:secret", "Copy it again.");
        assertLine("{'event':'error','code':'ticket-invalid','exit':4,"
                + "'message':'This is not a valid ticket: godwit:…','hint':'Copy it again.'}");
    }

    @Test
    void progressCanBeLeftOut() {
        JsonLines silent = new JsonLines(stream, false, TicketMask::of);
        silent.accept(new TransferEvent.Progress(5, 10, 3, OptionalLong.of(2), 1, "tcp", "network"));
        assertThat(bytes.size()).isZero();
    }

    private void assertLine(String line) {
        assertThat(bytes.toString(StandardCharsets.UTF_8)).isEqualTo(line.replace('\'', '"') + "\n");
    }
}
