"""Who is measured: the programs bench_NAME, and what they are called in tables."""

SMH, SMH_ELSEWHERE, GLIBC, MIMALLOC = "smh", "smh_elsewhere", "glibc", "mimalloc"

# By name: the title, and the Debian package that the peer comes from.
PEERS = {
    SMH: ("smh", None),
    SMH_ELSEWHERE: ("smh, tags elsewhere", None),
    GLIBC: ("glibc malloc", "libc6"),
    MIMALLOC: ("mimalloc", "libmimalloc-dev"),
    "jemalloc": ("jemalloc", "libjemalloc-dev"),
    "tcmalloc": ("tcmalloc", "libgoogle-perftools-dev"),
    "tbb": ("TBB fixed pool", "libtbb-dev"),
    "memkind": ("memkind fixed", "libmemkind-dev"),
    "boost_rbtree": ("Boost rbtree_best_fit", "libboost-dev"),
    "boost_seqfit": ("Boost simple_seq_fit", "libboost-dev"),
    "pmr": ("std::pmr pool", "libstdc++6"),
    "null": ("no heap, the loop alone", None),
}


def title(peer):
    return PEERS[peer][0]
