package dev.godwit.app.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.app.text.TicketMask;
import dev.godwit.content.merkle.StreamingTree;
import dev.godwit.node.home.KnownTransfer;
import dev.godwit.transfer.event.Parts;
import dev.godwit.transfer.event.Preview;
import dev.godwit.transfer.event.Problems;
import dev.godwit.transfer.event.Statistics;
import dev.godwit.transfer.event.TransferEvent;
import dev.godwit.wire.fault.Fault;
import dev.godwit.wire.fault.FaultCode;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** The lines that scripts read, letter by letter. */
final class JsonLinesTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream stream = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    private final JsonLines json = new JsonLines(stream, true, TicketMask::of);

    @Test
    void ready() {
        json.accept(new TransferEvent.Ready(
                "482193-a-b-c", "godwit:abc", List.of("10.0.0.1:4747", "[::1]:4747"), "s1", false));
        assertLine(
                "{'event':'ready','code':'482193-a-b-c','ticket':'godwit:abc','addresses':['10.0.0.1:4747','[::1]:4747'],"
                        + "'shareId':'s1','resumed':false}");
    }

    @Test
    void codeMistaken() {
        json.accept(new TransferEvent.CodeMistaken("10.0.0.9:1", 2));
        assertLine("{'event':'codeMistaken','address':'10.0.0.9:1','triesLeft':2}");
    }

    @Test
    void unannounced() {
        json.accept(new TransferEvent.Unannounced("the local network", "eth0: it is down", true));
        assertLine("{'event':'unannounced','where':'the local network','reason':'eth0: it is down'}");
    }

    @Test
    void wordsToCompare() {
        json.accept(new TransferEvent.Comparing("10.0.0.9:1", "violin-harbor-cactus"));
        assertLine("{'event':'comparing','address':'10.0.0.9:1','words':'violin-harbor-cactus'}");
    }

    @Test
    void codeRejected() {
        json.accept(new TransferEvent.CodeRejected("10.0.0.9:1"));
        assertLine("{'event':'codeRejected','address':'10.0.0.9:1'}");
    }

    @Test
    void tried() {
        json.accept(new TransferEvent.Tried("the ticket", "10.0.0.9:1", "Nobody answers"));
        json.accept(new TransferEvent.Tried("the DHT", "", "no node of it answers"));
        assertLine("{'event':'tried','origin':'the ticket','address':'10.0.0.9:1','reason':'Nobody answers'}\n"
                + "{'event':'tried','origin':'the DHT','reason':'no node of it answers'}");
    }

    @Test
    void connected() {
        json.accept(new TransferEvent.Connected("p1", "tcp", "10.0.0.2:5000"));
        assertLine("{'event':'connected','peer':'p1','route':'tcp','address':'10.0.0.2:5000'}");
    }

    @Test
    void manifest() {
        json.accept(new TransferEvent.Manifest("a\"\033\n.mkv", 1, 2_000, 0, true, Preview.NONE));
        assertLine(
                "{'event':'manifest','name':'a\\\"\\u001B\\n.mkv','entries':1,'bytes':2000,'bytesHere':0,'complete':true}");
    }

    @Test
    void whatAPersonShouldKnowOf() {
        Preview preview = Preview.NONE.andHidden("a/.b").andHidden("a/.c").andExecutable("a/d");
        json.accept(new TransferEvent.Manifest("a", 4, 9, 0, false, preview));
        assertLine("{'event':'manifest','name':'a','entries':4,'bytes':9,'bytesHere':0,'complete':false,"
                + "'hidden':{'count':2,'first':['a/.b','a/.c']},'executable':{'count':1,'first':['a/d']}}");
    }

    @Test
    void progress() {
        json.accept(new TransferEvent.Progress(5, 10, 3, OptionalLong.of(2), 1, "tcp", 4, 7, "network"));
        assertLine("{'event':'progress','bytesDone':5,'bytesTotal':10,'bytesPerSecond':3,'etaSeconds':2,"
                + "'sources':1,'route':'tcp','entriesDone':4,'entriesTotal':7,'limitedBy':'network'}");
    }

    @Test
    void whatIsNotKnownIsLeftOut() {
        json.accept(new TransferEvent.Progress(5, -1, 3, OptionalLong.empty(), 1, "tcp", 4, 7, ""));
        assertLine(
                "{'event':'progress','bytesDone':5,'bytesPerSecond':3,'sources':1,'route':'tcp','entriesDone':4,'entriesTotal':7}");
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
    void listed() {
        json.accept(new TransferEvent.Listed(Parts.offered(3, 2, 1), 10, true));
        assertLine("{'event':'listed','entries':6,'files':3,'folders':2,'links':1,'bytes':10,'complete':true}");
    }

    @Test
    void planned() {
        json.accept(new TransferEvent.Planned("a/b", 10, TransferEvent.Plan.COMPARE));
        assertLine("{'event':'planned','path':'a/b','bytes':10,'plan':'compare'}");
    }

    @Test
    void incomplete() {
        Problems problems = new Problems();
        problems.add("a/b", Fault.of(FaultCode.CONFLICT, "a/b"));
        json.accept(new TransferEvent.Incomplete(problems.count(), problems.list()));
        assertLine("{'event':'incomplete','count':1,'first':[{'path':'a/b','code':'conflict',"
                + "'message':'A different file is already there: a/b'}]}");
    }

    @Test
    void done() {
        json.accept(doneEvent());
        assertLine(doneLine());
    }

    @Test
    void transfer() {
        KnownTransfer.Subject subject = new KnownTransfer.Subject(KnownTransfer.Direction.RECEIVED, "a", "share", "/x");
        KnownTransfer.Result result = KnownTransfer.Result.of(doneEvent(), "tcp", new Problems());
        json.transfer(new KnownTransfer("t1", subject, Instant.EPOCH, Optional.of(result), false));
        assertLine("{'id':'t1','direction':'received','state':'complete','name':'a','share':'share','folder':'/x',"
                + "'changed':'1970-01-01T00:00:00Z','route':'tcp','done':" + doneLine() + "}");
    }

    @Test
    void transferToGoOnWith() {
        KnownTransfer.Subject subject = new KnownTransfer.Subject(KnownTransfer.Direction.RECEIVED, "a", "share", "/x");
        json.transfer(new KnownTransfer("t1", subject, Instant.EPOCH, Optional.empty(), false));
        assertLine("{'id':'t1','direction':'received','state':'unfinished','name':'a','share':'share','folder':'/x',"
                + "'changed':'1970-01-01T00:00:00Z'}");
    }

    @Test
    void transferThatRuns() {
        KnownTransfer.Subject subject = new KnownTransfer.Subject(KnownTransfer.Direction.RECEIVED, "a", "share", "");
        json.transfer(new KnownTransfer("t1", subject, Instant.EPOCH, Optional.empty(), true));
        assertLine("{'id':'t1','direction':'received','state':'running','name':'a','share':'share',"
                + "'changed':'1970-01-01T00:00:00Z'}");
    }

    @Test
    void theSenderLeavesOutWhatItCanNotKnow() {
        int unknown = Statistics.UNKNOWN;
        json.accept(doneEvent(new Statistics(0.5, 10, unknown, 2, unknown, 0.1, 0.2, 0.3, unknown, "cpu")));
        assertLine(doneLine()
                .replace("'bytesSentTwice':1,", "")
                .replace("'retries':3,", "")
                .replace(",'receiverDiskSeconds':0.4", ""));
    }

    private static TransferEvent.Done doneEvent() {
        return doneEvent(new Statistics(0.5, 10, 1, 2, 3, 0.1, 0.2, 0.3, 0.4, "cpu"));
    }

    private static TransferEvent.Done doneEvent(Statistics statistics) {
        return new TransferEvent.Done(
                "p1",
                5,
                3,
                new StreamingTree().finish(),
                "/x/a",
                TransferEvent.Outcome.TRANSFERRED,
                new Parts(1, 1, 1, 0, 0, 4, false),
                statistics);
    }

    private static String doneLine() {
        return "{'event':'done','bytes':5,'entries':3,'seconds':0.5,'contentId':'" + new StreamingTree().finish()
                + "','path':'/x/a','bytesTransferred':10,'bytesPerSecond':20,'outcome':'transferred','limitedBy':'cpu',"
                + "'peer':'p1','parts':{'files':1,'folders':1,'links':1,'filesHere':0,'bytesHere':0,'leftOut':4,"
                + "'whole':false},'statistics':{'bytesSentTwice':1,'bytesSaved':2,'retries':3,"
                + "'sourceDiskSeconds':0.1,'senderCpuSeconds':0.2,'networkSeconds':0.3,'receiverDiskSeconds':0.4}}";
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
        silent.accept(new TransferEvent.Progress(5, 10, 3, OptionalLong.of(2), 1, "tcp", 4, 7, "network"));
        assertThat(bytes.size()).isZero();
    }

    private void assertLine(String line) {
        assertThat(bytes.toString(StandardCharsets.UTF_8)).isEqualTo(line.replace('\'', '"') + "\n");
    }
}
