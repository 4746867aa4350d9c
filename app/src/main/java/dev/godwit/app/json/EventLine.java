package dev.godwit.app.json;

import io.avaje.jsonb.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One line of {@code --json} output. The components are the schema: names, order and types; {@code event} is always the
 * first; what is null is left out.
 */
public final class EventLine {
    private EventLine() {}

    @Json
    public record Ready(
            String event, String code, String ticket, List<String> addresses, String shareId, boolean resumed) {}

    @Json
    public record Listed(
            String event,
            long entries,
            long files,
            long folders,
            long links,
            @Nullable Long bytes,
            boolean complete) {}

    @Json
    public record Connected(String event, String peer, String route, String address) {}

    @Json
    public record Manifest(
            String event,
            String name,
            long entries,
            @Nullable Long bytes,
            long bytesHere,
            boolean complete,
            @Nullable Names hidden,
            @Nullable Names executable) {}

    @Json
    public record Names(int count, List<String> first) {}

    @Json
    public record Planned(
            String event, String path, @Nullable Long bytes, String plan) {}

    @Json
    public record Incomplete(String event, long count, List<Problem> first) {}

    @Json
    public record Problem(String path, String code, String message) {}

    @Json
    public record Statistics(
            @Nullable Long bytesSentTwice,
            long bytesSaved,
            @Nullable Integer retries,
            double sourceDiskSeconds,
            double senderCpuSeconds,
            double networkSeconds,
            @Nullable Double receiverDiskSeconds) {}

    @Json
    public record Progress(
            String event,
            long bytesDone,
            @Nullable Long bytesTotal,
            long bytesPerSecond,
            @Nullable Long etaSeconds,
            int sources,
            String route,
            long entriesDone,
            long entriesTotal,
            @Nullable String limitedBy) {}

    @Json
    public record Waiting(String event, String code, String message, double retryInSeconds) {}

    @Json
    public record CodeMistaken(String event, String address, int triesLeft) {}

    @Json
    public record CodeRejected(String event, String address) {}

    @Json
    public record Unannounced(String event, String where, String reason) {}

    @Json
    public record Comparing(String event, String address, String words) {}

    @Json
    public record Tried(
            String event, String origin, @Nullable String address, String reason) {}

    @Json
    public record ReceiverLeft(String event, String peer, String code, String message) {}

    @Json
    public record Done(
            String event,
            long bytes,
            long entries,
            double seconds,
            String contentId,
            @Nullable String path,
            long bytesTransferred,
            long bytesPerSecond,
            String outcome,
            @Nullable String limitedBy,
            String peer,
            Parts parts,
            Statistics statistics) {}

    @Json
    public record Parts(
            long files, long folders, long links, long filesHere, long bytesHere, long leftOut, boolean whole) {}

    @Json
    public record Failed(String event, String code, int exit, String message, String hint) {}
}
