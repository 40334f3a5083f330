/** Minted as venue/codes/tokens.py does it, with a key that signs nothing else: three people at date 42, two covers. */
export const KEYS = {
  version: 1,
  domain: '707265617520636f6465203100',
  results: [
    {
      key_id: '0a0b0c0d',
      public_key: 'A6EHv_POEL4dcN0Y50vAmWfk1jCbpQ1fHdyGZBJVMbg',
      created_at: '2026-11-01T08:00:00Z',
      retired_at: null,
    },
  ],
};
export const AT_AN_EVENT =
  'Y50DH0%H1/S1000000000.D50000000000000000000005:0OCMH4HZZHGFTULEGGCJJ1-LI:05Q7WFAB%BBR*P*XG0C55M7CXM$TE.2RJ/4M9IQ+6A$Q49P5AJ%Q0Z$V/YQV3M.KMTRHA0';
export const AT_THE_TABLE =
  'W50RB0%H1/S1000000000.D5000000000000000000000S21VUIDQE4$AS6JZP2TIFCFWN2RCK59RSEWS:7U29A%0E4.PDHL7VGQZN$MHE.4Q*NF8RT3N672.P2IHNI6J02R/53-$FM0EC0';
