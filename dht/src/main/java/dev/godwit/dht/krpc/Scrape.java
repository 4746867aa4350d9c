package dev.godwit.dht.krpc;

/** The peers of an info-hash, complete ones and others, as filters that tell about how many. BEP 33. */
public record Scrape(PeerFilter seeds, PeerFilter downloaders) {}
