package dev.godwit.transfer.event;

/**
 * What the entries of a share or of a download are.
 *
 * @param files number of files
 * @param folders number of directories
 * @param links number of symbolic links
 * @param filesHere on the receiver: how many of the files were there before
 * @param bytesHere on the receiver: length of these
 * @param leftOut on the receiver: entries that were not wanted, which are not among the others
 * @param whole whether the receiver has every entry
 */
public record Parts(long files, long folders, long links, long filesHere, long bytesHere, long leftOut, boolean whole) {

    /** Of a share, as far as its sender knows: all of it. */
    public static Parts offered(long files, long folders, long links) {
        return new Parts(files, folders, links, 0, 0, 0, true);
    }

    /** The same with a receiver that has taken only some of it, or all. */
    public Parts taken(boolean asWhole) {
        return new Parts(files, folders, links, filesHere, bytesHere, leftOut, asWhole);
    }

    /** All entries together. */
    public long entries() {
        return files + folders + links;
    }
}
