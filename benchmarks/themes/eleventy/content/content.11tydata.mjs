// For every document: its layout and its address.
export default {
  layout: "article.njk",
  eleventyComputed: {
    permalink: (data) => `/${data.section}/${data.page.fileSlug}.html`,
  },
};
