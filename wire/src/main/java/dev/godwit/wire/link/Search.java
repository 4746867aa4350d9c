package dev.godwit.wire.link;

import java.net.InetSocketAddress;

/** One place to look for a peer's addresses: what the user said, a ticket, the local network, the DHT. */
public interface Search {

    /** What it is, as an origin in messages to people, such as {@code the local network}. */
    String origin();

    /**
     * Begins to look and returns at once. What is found is told on any thread, until the search is closed or has said that
     * it is over; an address proves nothing about who is there.
     */
    Running begin(Findings findings);

    /** Is told what a search finds. Safe on every thread; calls after the close are ignored. */
    interface Findings {

        /** Somebody may be there. */
        void found(InetSocketAddress address);

        /**
         * As {@link #found(InetSocketAddress)}, of somebody who may name many.
         *
         * @param source whoever named it: sources take turns, however much one of them names; else the host is one
         */
        default void found(String source, InetSocketAddress address) {
            found(address);
        }

        /**
         * Nothing more will be found.
         *
         * @param remark why nothing could be, in a few words; empty when the search went well
         */
        void over(String remark);
    }

    /** A search that goes on. */
    interface Running extends AutoCloseable {
        /** Ends it; safe on every thread, more than once. */
        @Override
        void close();
    }
}
