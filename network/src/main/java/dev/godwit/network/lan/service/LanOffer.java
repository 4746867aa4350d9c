package dev.godwit.network.lan.service;

import java.util.Optional;
import java.util.Set;

/**
 * What this peer lets others on its links find.
 *
 * @param port the TCP port it listens on
 * @param tags by which it is found, 1 to {@value #TAGS_MAX}, or none if it has a name
 * @param peerId its id in text form, for everybody on the link to read; at most 64 characters of ASCII
 * @param name makes the offer public: it is shown under this name to whoever browses; at most 63 bytes of UTF-8
 */
public record LanOffer(int port, Set<LanTag> tags, Optional<String> peerId, Optional<String> name) {
    /** So that one message holds an offer with all its records. */
    public static final int TAGS_MAX = 16;

    private static final int PORT_MAX = 65_535;

    /** Checks the limits. */
    public LanOffer {
        tags = Set.copyOf(tags);
        boolean isFindable = !tags.isEmpty() || name.isPresent();
        if (port < 1 || port > PORT_MAX || tags.size() > TAGS_MAX || !isFindable) {
            throw new IllegalArgumentException("port " + port + ", " + tags.size() + " tags");
        }
        if (!ServiceText.isPeerId(peerId.orElse("")) || !ServiceText.isName(name.orElse(""))) {
            throw new IllegalArgumentException("the id or the name is too long");
        }
    }

    /** An offer that says nothing of who makes it. */
    public static LanOffer of(int port, LanTag... tags) {
        return new LanOffer(port, Set.of(tags), Optional.empty(), Optional.empty());
    }

    /** Whether it answers those who do not know a tag. */
    public boolean isPublic() {
        return name.isPresent();
    }
}
